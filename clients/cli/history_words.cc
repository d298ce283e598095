// What happened to a file: who, for whom, from which paper.

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/mediation_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

using Events = google::protobuf::RepeatedPtrField<v1::Event>;

// A part of a record, and what it holds, in words.
struct Holding {
  std::string field;
  std::string words;
};

// The days of several acts of one kind, each with its place among them.
template <typename Acts>
void AddNumbered(Session& session, const Acts& acts, const std::string& field,
                 std::vector<Holding>& holdings) {
  for (int i = 0; i < acts.size(); ++i) {
    holdings.push_back(
        {field,
         session.Words("AT_NUMBER",
                       {{"number", i + 1},
                        {"day", ValueOf(session, acts[i], field).shown}})});
  }
}

// What `event` set in `field`; of the acts of a file, the day of each.
std::vector<Holding> HoldingsOf(Session& session, const v1::Event& event,
                                const std::string& field) {
  const v1::Grievance& grievance = event.grievance();
  const auto at_step = [&](uint32_t step, const std::string& date) {
    return session.Words("AT_STEP",
                         {{"step", step}, {"day", DayWords(session, date)}});
  };
  std::vector<Holding> holdings;
  if (field == "replies") {
    for (const auto& each : grievance.replies()) {
      holdings.push_back(
          {"reply_date", at_step(each.step(), each.reply_date())});
    }
  } else if (field == "advances") {
    for (const auto& each : grievance.advances()) {
      holdings.push_back(
          {"advance_date", at_step(each.step(), each.advance_date())});
    }
  } else if (field == "referral") {
    holdings.push_back(
        {"referral_date",
         DayWords(session, grievance.referral().referral_date())});
  } else if (field == "arbitrators") {
    AddNumbered(session, grievance.arbitrators(), "named_date", holdings);
    AddNumbered(session, grievance.arbitrators(), "ended_date", holdings);
  } else if (field == "hearing_days") {
    AddNumbered(session, grievance.hearing_days(), "hearing_date", holdings);
    AddNumbered(session, grievance.hearing_days(), "fixed_date", holdings);
  } else if (field == "deliberations") {
    AddNumbered(session, grievance.deliberations(), "from_date", holdings);
  } else if (field == "awards") {
    AddNumbered(session, grievance.awards(), "award_date", holdings);
  } else if (field == "reviews") {
    AddNumbered(session, grievance.reviews(), "sought_date", holdings);
    AddNumbered(session, grievance.reviews(), "outcome_date", holdings);
  } else if (field == "objections") {
    AddNumbered(session, grievance.objections(), "raised_date", holdings);
  } else if (field == "extensions") {
    AddNumbered(session, grievance.extensions(), "new_due_date", holdings);
    AddNumbered(session, grievance.extensions(), "signed_date", holdings);
  } else if (field == "suspensions") {
    AddNumbered(session, grievance.suspensions(), "from_date", holdings);
    AddNumbered(session, grievance.suspensions(), "until_date", holdings);
  } else if (field == "waivers") {
    AddNumbered(session, grievance.waivers(), "waiver_date", holdings);
  } else if (field == "lapses") {
    AddNumbered(session, grievance.lapses(), "lapse_date", holdings);
    AddNumbered(session, grievance.lapses(), "relief_date", holdings);
  } else if (field == "prior_step") {
    const v1::Grievance::PriorStep& prior = grievance.prior_step();
    for (const auto& [name, date] :
         {std::pair<const char*, const std::string&>{"complaint_date",
                                                     prior.complaint_date()},
          {"convened_date", prior.convened_date()},
          {"meeting_date", prior.meeting_date()},
          {"decision_date", prior.decision_date()}}) {
      holdings.push_back({name, DayWords(session, date)});
    }
  } else if (field == "withdrawal") {
    holdings.push_back(
        {"withdrawal_date",
         DayWords(session, grievance.withdrawal().withdrawal_date())});
  } else {
    const google::protobuf::Message& record =
        event.has_consultation()
            ? static_cast<const google::protobuf::Message&>(
                  event.consultation())
            : grievance;
    holdings.push_back({field, ValueOf(session, record, field).shown});
  }
  return holdings;
}

// What `field` held before the event at `place`: what the latest event before
// it set; empty when none of those that were answered did.
std::vector<Holding> HeldBefore(Session& session, const Events& events,
                                int place, const std::string& field) {
  for (int i = place - 1; i >= 0; --i) {
    if (absl::c_linear_search(events[i].set_fields(), field)) {
      return HoldingsOf(session, events[i], field);
    }
  }
  return {};
}

// The corrected fields with what they held before and hold since.
void ShowCorrection(Session& session, const Events& events, int place) {
  for (const std::string& field : events[place].set_fields()) {
    // Dates that follow from the correction are shown by the file itself.
    if (field == "deadlines") continue;
    const std::vector<Holding> before =
        HeldBefore(session, events, place, field);
    const std::vector<Holding> after =
        HoldingsOf(session, events[place], field);
    for (size_t i = 0; i < after.size(); ++i) {
      const std::string held = i < before.size() ? before[i].words : "";
      // One of several acts was corrected.
      if (held == after[i].words && after.size() > 1) continue;
      const std::string label = FieldText(session.language(), after[i].field);
      session.output().Paragraph(
          held.empty()
              ? session.Words("NOW_HOLDS",
                              {{"field", label}, {"value", after[i].words}})
              : session.Words("HELD_AND_HOLDS", {{"field", label},
                                                 {"before", held},
                                                 {"value", after[i].words}}));
    }
  }
}

// What an act before the arbitrator says besides its kind and day.
void ShowArbitrationEvent(Session& session, const v1::Event& event) {
  const v1::Grievance& grievance = event.grievance();
  const Output& output = session.output();
  switch (event.move()) {
    case v1::Event::ARBITRATOR_NAMED:
      if (grievance.arbitrators().empty()) break;
      output.Paragraph(grievance.arbitrators().rbegin()->name());
      break;
    case v1::Event::EXHIBIT_FILED:
      if (grievance.exhibits().empty()) break;
      output.Paragraph(absl::StrCat(grievance.exhibits().rbegin()->label(), " ",
                                    grievance.exhibits().rbegin()->title()));
      break;
    case v1::Event::MERITS_AWARDED:
    case v1::Event::QUANTUM_RESERVED:
      if (grievance.awards().empty()) break;
      output.Paragraph(EnumText(session.language(),
                                grievance.awards().rbegin()->disposition()));
      break;
    case v1::Event::REVIEW_DECIDED:
      if (grievance.reviews().empty()) break;
      output.Paragraph(EnumText(session.language(),
                                grievance.reviews().rbegin()->outcome()));
      break;
    case v1::Event::OBJECTION_RAISED:
      if (grievance.objections().empty()) break;
      output.Paragraph(EnumText(session.language(),
                                grievance.objections().rbegin()->kind()));
      break;
    default:
      break;
  }
}

// Which commitment the event at `place` is about, and what was said of it: a
// breach is not called like a performance.
void ShowReport(Session& session, const Events& events, int place) {
  const v1::Settlement& after = events[place].settlement();
  const v1::Settlement* before = nullptr;
  for (int i = place - 1; i >= 0 && before == nullptr; --i) {
    if (!events[i].settlement().commitments().empty()) {
      before = &events[i].settlement();
    }
  }
  for (int i = 0; i < after.commitments_size(); ++i) {
    const v1::Commitment& commitment = after.commitments(i);
    const int had = before == nullptr || i >= before->commitments_size()
                        ? 0
                        : before->commitments(i).reports_size();
    if (commitment.reports_size() <= had) continue;
    session.output().Paragraph(session.Words(
        "COMMITMENT_IS",
        {{"number", commitment.number()},
         {"status", EnumText(session.language(),
                             commitment.reports().rbegin()->status())}}));
  }
}

// What happened. That a breach was made good is noted in the place of it.
std::string MoveWords(const Session& session, const v1::Event& event) {
  const auto& settled = event.grievance().settled_by();
  const bool is_cured = event.move() == v1::Event::BREACH_NOTED &&
                        !settled.empty() &&
                        settled.rbegin()->breach_known_date().empty();
  return is_cured ? session.Words("BREACH_MADE_GOOD")
                  : EnumText(session.language(), event.move());
}

void ShowEvent(Session& session, const Events& events, int place) {
  const v1::Event& event = events[place];
  const Output& output = session.output();
  output.Line(absl::StrCat(InstantWords(session, event.record_time()), " · ",
                           MoveWords(session, event)));
  const std::string actor = session.names().Actor(event.acted_by_id());
  const std::string person = session.names().Person(event.recorded_by_id());
  if (!event.effective_date().empty()) {
    output.Paragraph(session.Words(
        "EFFECTIVE", {{"day", DayWords(session, event.effective_date())}}));
  }
  if (event.move() == v1::Event::GRIEVANCE_ANSWERED &&
      !event.grievance().replies().empty()) {
    const auto& reply = *event.grievance().replies().rbegin();
    output.Paragraph(session.Words(
        "ANSWER_WAS",
        {{"answer", EnumText(session.language(), reply.answer())}}));
  }
  ShowArbitrationEvent(session, event);
  ShowMediationEvent(session, event);
  if (event.move() == v1::Event::COMMITMENT_REPORTED) {
    ShowReport(session, events, place);
  }
  if (event.has_instrument()) {
    output.Paragraph(session.Words(
        "RECORDED_FOR",
        {{"has_actor", actor.empty() ? "no" : "yes"},
         {"actor", actor},
         {"person", person},
         {"instrument", InstrumentWords(session, event.instrument())}}));
  } else if (!actor.empty() && actor != person) {
    output.Paragraph(
        session.Words("ACTED_BY", {{"actor", actor}, {"person", person}}));
  } else if (!person.empty()) {
    output.Paragraph(session.Words("RECORDED_BY", {{"person", person}}));
  }
  const v1::UnsealRequest& unsealing = event.unseal_request();
  for (const std::string& reason :
       {event.reason(), unsealing.reason(), unsealing.decided_reason()}) {
    if (reason.empty()) continue;
    output.Paragraph(session.Words("REASON", {{"reason", reason}}));
  }
  if (event.move() == v1::Event::GRIEVANCE_CORRECTED ||
      event.move() == v1::Event::CONSULTATION_CORRECTED) {
    ShowCorrection(session, events, place);
  }
  // Beside the act, and where it was said.
  for (const v1::Event& each : events) {
    if (each.move() != v1::Event::GRIEVANCE_CONTESTED ||
        each.grievance().contests().empty()) {
      continue;
    }
    const auto& contest = *each.grievance().contests().rbegin();
    if (contest.event_id() == event.event_id() ||
        each.event_id() == event.event_id()) {
      ShowContest(session, contest, session.names().Actor(each.acted_by_id()));
    }
  }
}

}  // namespace

std::string InstrumentWords(const Session& session,
                            const v1::Instrument& instrument) {
  std::vector<std::string> words = {
      EnumText(session.language(), instrument.kind())};
  if (!instrument.instrument_date().empty()) {
    words.push_back(session.Words(
        "DATED", {{"day", DayWords(session, instrument.instrument_date())}}));
  }
  if (instrument.way() != v1::Delivery::WAY_UNSPECIFIED) {
    words.push_back(EnumText(session.language(), instrument.way()));
  }
  if (!instrument.reference().empty()) {
    words.push_back(
        session.Words("REFERENCE", {{"reference", instrument.reference()}}));
  }
  return absl::StrJoin(words, ", ");
}

void ShowHistory(Session& session,
                 const v1::ListGrievanceHistoryResponse& answer) {
  ShowEvents(session, answer.events());
}

void ShowEvents(Session& session,
                const google::protobuf::RepeatedPtrField<v1::Event>& events) {
  if (session.output().is_spreadsheet()) {
    session.output().Rows(TableOfAll(
        session, events,
        {"record_time", "move", "effective_date", "acted_by_side",
         "acted_by_id", "recorded_by_id", "recorded_as", "instrument.kind",
         "instrument.instrument_date", "instrument.reference", "reason"}));
    return;
  }
  for (int i = 0; i < events.size(); ++i) {
    if (i > 0) session.output().Line("");
    ShowEvent(session, events, i);
  }
}

}  // namespace entente
