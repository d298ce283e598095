// What each call does to a grievance that an employer filed against a union:
// the employer files, advances, withdraws and lets it lapse; the union receives
// it and replies. What names a party by its kind stays what it is: the union
// alone takes a grievance up again after a breach, whoever filed it.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_EMPLOYER_GRIEVANCE_TABLE_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_EMPLOYER_GRIEVANCE_TABLE_H_

#include "tests/services/grievances/state_event_role_table.h"

namespace entente {

inline constexpr StateRow kEmployerGrievanceStates[] = {
    // clang-format off
    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Receive",             "A..... ...... .. .. .. . .. ff. .."},
    {"Reply",               "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Advance",             ".yAAll ...... .. .. .. . .. ffl .l"},
    {"Refer",               ".mmmAA ...... .. .. .. . .. ffA .A"},
    {"Withdraw",            "AAAAAA AAA.A. .. .. .. . .. AAA AA"},
    {"Lapse, by its owner", "AnAAAA ...... .. .. .. . .. ffA .A"},
    {"Lapse, by a ruling",  "AnAAAA ...... .. .. .. . .. ffA .A"},
    {"Relieve",             "...... ...... .. .. .. A .. ff. .."},
    {"Correct",             "AAAAAA AAAAAA AA AA AA A AA AAA AA",
                            "oooooo oooooo oo oo oo o oo ooo oo"},
    {"Contest",             "bbbbbb bbbbbb bb bb bb b bb bbb bb",
                            "AAAAAA AAAAAA AA AA AA A AA AAA AA"},

    // The time that it takes, and the committee before it.
    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Extend",              "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Waive",               "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Suspend",             "AvAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Resume",              "uAuuuu uuuuuu .. .. .. . .. ffu uu"},
    {"Record prior step",   "AAAAAA AAAAAA .. .. .. . .. AAA AA"},
    {"Raise objection",     "AAAAAA AAAAAA .. .. .. . .. AAA AA"},
    {"Rule on objection",   "...... .AAAAA .. .. .. . .. ... .."},
    {"Give up objection",   "AAAAAA AAAAAA .. .. .. . .. AAA AA"},

    // Before the arbitrator.
    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Name arbitrator",     "...... A..... .. .. .. . .. ff. A."},
    {"End arbitrator",      "...... .AAAAA .. .. .. . .. ff. .."},
    {"Fix hearing",         "...... .AAA.. .. .. .. . .. ff. .."},
    {"Move hearing",        "...... .AAA.. .. .. .. . .. ff. .."},
    {"Hold hearing",        "...... .AAA.. .. .. .. . .. ff. .."},
    {"File exhibit",        "...... .AAA.. .. .. .. . .. ff. .."},
    {"Take under advisement", "...... .AAA.. .. .. .. . .. ff. .."},
    {"Reopen hearing",      "...... ....AA .. .. .. . .. ff. .."},
    {"Award, interlocutory", "...... .AAAAA .. .. .. . .. ff. .."},
    {"Award, merits",       "...... ....Ak .. .. .. . .. ff. .."},
    {"Award, amounts reserved", "...... ....Ak .. .. .. . .. ff. .."},
    {"Award, quantum",      "...... ....qA .. .. .. . .. ff. .."},
    {"Award, correction",   "...... ..rArA A. .. .. . .. ff. .."},
    {"Seek review",         "...... ..NANA A. .. .. . .. ff. .."},
    {"Review, upheld",      "...... ...... .A .. .. . .. ff. .."},
    {"Review, set aside",   "...... ...... .A .. .. . .. ff. .."},
    {"Review, sent back",   "...... ...... .A .. .. . .. ff. .."},
    {"Review, to another",  "...... ...... .A .. .. . .. ff. .."},

    // Settled; "Sign" and "Contest signature" of what the union had signed.
    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Propose settlement",  "AAAAAA AAA.A. .. .. .. . .. AAA AA"},
    {"Propose another",     "222222 222.2. .. .. .. . .. 222 22"},
    {"Sign",                "AAAAAA AAA.A. .. zz .. . z. AAA AA",
                            "iiiiii iiiiii ii zz ii i zi iii ii"},
    {"Contest signature",   "bbbbbb bbbbbb bb bb bb b bb bbb bb",
                            "AAAAAA AAAAAA AA AA AA A AA AAA AA"},
    {"Abandon settlement",  "AAAAAA AAAAAA AA zz AA A zA AAA AA"},
    {"Report commitment",   "zzzzzz zzzzzz zz AA zz z .z zzz zz"},
    {"Repudiate",           "zzzzzz zzzzzz zz Aw zz z .z zzz zz"},
    {"Reinstate",           "zzzzzz zzzzzz zz Aw zz z .z zzz zz"},
    {"Close",               "...... ...... A. cA .. . .. ... .."},
    {"Note the end",        "...... ...... .. eA eA . .. ... .."},

    // Together with others, and the people who work on it.
    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Join another to it",  "AAAAAA AAAAgg .. .. .. . .. ttA AA"},
    {"Join it to another",  "AAAAAA AAAAgg .. .. .. . .. ttt AA"},
    {"Sever",               "------ ------ -. .. .. . .. AA- --"},
    {"Assign",              "AAAAAA AAAAAA AA AA AA A AA AAA AA"},
    {"Wall",                "AAAAAA AAAAAA AA AA AA A AA AAA AA"},
    // clang-format on
};

// Owner: the employer. Other: the union.
inline constexpr PaperRow kEmployerGrievancePapers[] = {
    // The owner's, and those of the side that answers.
    {"Receive", 'p', 'A'},
    {"Reply", 'p', 'A'},
    {"Advance", 'A', 'p'},
    {"Refer", 'A', 'A'},
    {"Withdraw", 'A', 'o'},
    {"Lapse, by its owner", 'A', 'p'},
    // Of both sides together, or by a ruling.
    {"Lapse, by a ruling", 'p', 'p'},
    {"Relieve", 'p', 'p'},
    {"Extend", 'p', 'p'},
    {"Suspend", 'p', 'p'},
    {"Resume", 'A', 'A'},
    {"Join another to it", 'p', 'p'},
    {"Join it to another", 'p', 'p'},
    {"Sever", 'p', 'p'},
    // The union waives what the employer owes, and objected.
    {"Waive", 'p', 'A'},
    {"Raise objection", 'A', 'A'},
    {"Rule on objection", 'p', 'p'},
    {"Give up objection", 'p', 'A'},
    // Before the arbitrator, whose acts are neither's.
    {"Name arbitrator", 'p', 'p'},
    {"End arbitrator", 'p', 'p'},
    {"Fix hearing", 'A', 'A'},
    {"Move hearing", 'A', 'p'},  // At the request of the employer.
    {"Hold hearing", 'p', 'p'},
    {"File exhibit", 'A', 'A'},
    {"Take under advisement", 'p', 'p'},
    {"Reopen hearing", 'p', 'p'},
    {"Award, interlocutory", 'p', 'p'},
    {"Award, merits", 'p', 'p'},
    {"Award, amounts reserved", 'p', 'p'},
    {"Award, quantum", 'p', 'p'},
    {"Award, correction", 'p', 'p'},
    {"Seek review", 'A', 'A'},
    {"Review, upheld", 'p', 'p'},
    {"Review, set aside", 'p', 'p'},
    {"Review, sent back", 'p', 'p'},
    {"Review, to another", 'p', 'p'},
    // Settled.
    {"Sign", 'A', 'A'},
    {"Report commitment", 'P', 'A'},  // The union says so.
    {"Repudiate", 'A', 'P'},          // The union refuses to apply it.
    {"Reinstate", 'P', 'A'},          // The union does, whoever filed.
    {"Note the end", 'p', 'p'},
};

inline constexpr RoleRow kEmployerGrievanceRoles[] = {
    //              zofw mKkauc -
    {"every call", "hhhh RRRRRR S"},
    // The employer has entrusted the file, the local has not yet.
    {"Assign", "hhhh RAERRR S"},
};

inline constexpr Table kEmployerGrievanceTable = {
    v1::GrievanceClass::EMPLOYER, kEmployerGrievanceStates,
    kEmployerGrievancePapers, kEmployerGrievanceRoles};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_EMPLOYER_GRIEVANCE_TABLE_H_
