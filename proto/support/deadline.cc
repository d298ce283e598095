#include "proto/support/deadline.h"

namespace entente {
namespace {

void SwapCounts(v1::Deadline& a, v1::Deadline& b) {
  a.mutable_clocks()->Swap(b.mutable_clocks());
  a.mutable_steps()->Swap(b.mutable_steps());
}

}  // namespace

void ClearCounts(Deadlines& deadlines) {
  for (v1::Deadline& deadline : deadlines) {
    deadline.clear_clocks();
    deadline.clear_steps();
  }
}

void TakeCounts(Deadlines& deadlines, Deadlines& counts) {
  for (v1::Deadline& deadline : deadlines) SwapCounts(deadline, *counts.Add());
}

bool PutCountsBack(Deadlines& counts, Deadlines& deadlines) {
  if (counts.size() != deadlines.size()) return false;
  for (int i = 0; i < counts.size(); ++i) SwapCounts(counts[i], deadlines[i]);
  return true;
}

}  // namespace entente
