// What kind of content a file has, as far as its name tells.

#ifndef ENTENTE_CLIENTS_CLI_MEDIA_TYPE_H_
#define ENTENTE_CLIENTS_CLI_MEDIA_TYPE_H_

#include "absl/strings/string_view.h"

namespace entente {

// "application/pdf" for "Letter.PDF"; empty when the ending is not known.
absl::string_view MediaTypeOf(absl::string_view file_name);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_MEDIA_TYPE_H_
