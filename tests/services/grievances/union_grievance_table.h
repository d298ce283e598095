// What each call does to a grievance that a union filed against an employer.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_UNION_GRIEVANCE_TABLE_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_UNION_GRIEVANCE_TABLE_H_

#include "tests/services/grievances/state_event_role_table.h"

namespace entente {

inline constexpr StateRow kUnionGrievanceStates[] = {
    // clang-format off
    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Receive",             "A..... ...... .. .. .. . .. ff. .."},
    {"Reply",               "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Advance",             ".yAAll ...... .. .. .. . .. ffl .l"},
    {"Withdraw",            "AAAAAA AAA.A. .. .. .. . .. AAA AA"},
    {"Lapse, by its owner", "AnAAAA ...... .. .. .. . .. ffA .A"},
    {"Lapse, by a ruling",  "AnAAAA ...... .. .. .. . .. ffA .A"},
    {"Relieve",             "...... ...... .. .. .. A .. ff. .."},
    {"Join another to it",  "AAAAAA AAAAgg .. .. .. . .. ttA AA"},
    {"Join it to another",  "AAAAAA AAAAgg .. .. .. . .. ttt AA"},
    {"Sever",               "------ ------ -. .. .. . .. AA- --"},
    {"Correct",             "AAAAAA AAAAAA AA AA AA A AA AAA AA",
                            "oooooo oooooo oo oo oo o oo ooo oo"},
    {"Contest",             "bbbbbb bbbbbb bb bb bb b bb bbb bb",
                            "AAAAAA AAAAAA AA AA AA A AA AAA AA"},
    {"Assign",              "AAAAAA AAAAAA AA AA AA A AA AAA AA"},
    {"Wall",                "AAAAAA AAAAAA AA AA AA A AA AAA AA"},

    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Refer",               ".mmmAA ...... .. .. .. . .. ffA .A"},
    {"Name arbitrator",     "...... A..... .. .. .. . .. ff. A."},
    {"End arbitrator",      "...... .AAAAA .. .. .. . .. ff. .."},
    {"Fix hearing",         "...... .AAA.. .. .. .. . .. ff. .."},
    {"Hold hearing",        "...... .AAA.. .. .. .. . .. ff. .."},
    {"Move hearing",        "...... .AAA.. .. .. .. . .. ff. .."},
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
    {"Raise objection",     "AAAAAA AAAAAA .. .. .. . .. AAA AA"},
    {"Rule on objection",   "...... .AAAAA .. .. .. . .. ... .."},
    {"Give up objection",   "AAAAAA AAAAAA .. .. .. . .. AAA AA"},

    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Extend",              "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Waive",               "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Suspend",             "AvAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Resume",              "uAuuuu uuuuuu .. .. .. . .. ffu uu"},
    {"Record prior step",   "AAAAAA AAAAAA .. .. .. . .. AAA AA"},

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
    // clang-format on
};

inline constexpr PaperRow kUnionGrievancePapers[] = {
    {"Receive", 'p', 'A'},
    {"Reply", 'p', 'A'},
    {"Advance", 'A', 'p'},
    {"Withdraw", 'A', 'o'},
    {"Lapse, by its owner", 'A', 'p'},
    {"Lapse, by a ruling", 'p', 'p'},
    {"Relieve", 'p', 'p'},
    {"Join another to it", 'p', 'p'},
    {"Join it to another", 'p', 'p'},
    {"Sever", 'p', 'p'},
    {"Refer", 'A', 'A'},
    {"Name arbitrator", 'p', 'p'},
    {"End arbitrator", 'p', 'p'},
    {"Fix hearing", 'A', 'A'},
    {"Hold hearing", 'p', 'p'},
    {"Move hearing", 'p', 'A'},  // At the request of the employer.
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
    {"Raise objection", 'A', 'A'},
    {"Rule on objection", 'p', 'p'},
    {"Give up objection", 'p', 'A'},  // That of the employer.
    {"Extend", 'p', 'p'},
    {"Waive", 'p', 'A'},  // The employer waives.
    {"Suspend", 'p', 'p'},
    {"Resume", 'A', 'A'},
    {"Sign", 'A', 'A'},
    {"Report commitment", 'A', 'P'},  // The union says so.
    {"Repudiate", 'A', 'P'},          // The employer refuses to apply it.
    {"Reinstate", 'A', 'P'},
    {"Note the end", 'p', 'p'},
};

inline constexpr RoleRow kUnionGrievanceRoles[] = {
    //              zofw mKkauc -
    {"every call", "hhhh RRRRRR S"},
    // The local has entrusted the file, the employer has not yet.
    {"Assign", "hhhh REARRR S"},
};

inline constexpr Table kUnionGrievanceTable = {
    v1::GrievanceClass::UNION, kUnionGrievanceStates, kUnionGrievancePapers,
    kUnionGrievanceRoles};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_UNION_GRIEVANCE_TABLE_H_
