// The name that makes a repeated call harmless.

#ifndef ENTENTE_CLIENTS_CLI_REQUEST_ID_H_
#define ENTENTE_CLIENTS_CLI_REQUEST_ID_H_

#include <string>

namespace entente {

// 32 hexadecimal digits from the system's random source.
std::string NewRequestId();

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_REQUEST_ID_H_
