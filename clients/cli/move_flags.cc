#include "clients/cli/move_flags.h"

#include "clients/cli/grievance_words.h"

namespace entente {

void AddPaperFlags(RequestFlags& flags) {
  flags.Flag("--paper", "instrument.kind")
      .Flag("--paper-date", "instrument.instrument_date")
      .Flag("--paper-way", "instrument.way")
      .Flag("--paper-ref", "instrument.reference")
      .Digest("--paper-scan", "instrument.sha256");
}

std::function<void(Session&, const v1::GrievanceAnswer&)> ShowAfter(
    const char* key) {
  return [key](Session& session, const v1::GrievanceAnswer& answer) {
    ShowGrievance(session, answer);
    session.SayNext(key, {{"number", NumberOf(answer.grievance())}});
  };
}

}  // namespace entente
