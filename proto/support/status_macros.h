// Early return for absl::Status and absl::StatusOr.

#ifndef ENTENTE_PROTO_SUPPORT_STATUS_MACROS_H_
#define ENTENTE_PROTO_SUPPORT_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns the status of `expression` from the enclosing function unless it is
// OK.
#define RETURN_IF_ERROR(expression)                    \
  do {                                                 \
    absl::Status entente_status_ = (expression);       \
    if (!entente_status_.ok()) return entente_status_; \
  } while (false)

// Declares or assigns `target` from the value of `expression`, an
// absl::StatusOr, or returns its status from the enclosing function.
#define ASSIGN_OR_RETURN(target, expression)                        \
  ENTENTE_ASSIGN_OR_RETURN_(                                        \
      ENTENTE_STATUS_CONCAT_(entente_status_or_, __LINE__), target, \
      expression)

#define ENTENTE_STATUS_CONCAT_INNER_(a, b) a##b
#define ENTENTE_STATUS_CONCAT_(a, b) ENTENTE_STATUS_CONCAT_INNER_(a, b)
#define ENTENTE_ASSIGN_OR_RETURN_(value, target, expression) \
  auto value = (expression);                                 \
  if (!value.ok()) return std::move(value).status();         \
  target = *std::move(value)

#endif  // ENTENTE_PROTO_SUPPORT_STATUS_MACROS_H_
