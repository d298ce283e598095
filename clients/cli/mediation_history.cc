// What an event of a mediation says besides its kind and day. Of sessions a
// reader may be shown other ones than that of the event: they stand in the
// sheet.

#include <string>

#include "clients/cli/grievance_words.h"
#include "clients/cli/mediation_words.h"
#include "clients/cli/values.h"

namespace entente {

void ShowMediationEvent(Session& session, const v1::Event& event) {
  const v1::Mediation& mediation = event.mediation();
  std::string words;
  switch (event.move()) {
    case v1::Event::MEDIATION_ANSWERED:
      if (mediation.answers().empty()) break;
      words = ValueOf(session, *mediation.answers().rbegin(), "value").shown;
      break;
    case v1::Event::MEDIATOR_PROPOSED:
      if (mediation.mediators().empty()) break;
      words =
          session.names().Person(mediation.mediators().rbegin()->person_id());
      break;
    case v1::Event::MEDIATION_REJECTED:
    case v1::Event::MEDIATION_ENDED:
      words = ValueOf(session, mediation, "outcome.code").shown;
      if (words.empty())
        words = ValueOf(session, mediation, "outcome.end").shown;
      break;
    default:
      break;
  }
  if (!words.empty()) session.output().Paragraph(words);
}

}  // namespace entente
