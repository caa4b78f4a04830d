"""Scenario texts for the tests, built from the contract's own example."""

from __future__ import annotations

HEAD = 'format = 1\ntitle = "T"\ntimezone = "America/New_York"\n'
CONCERN = """
[[step]]
do = "concern"
id = "c1"
at = 2026-11-19T08:31:00
route = "phone"
danger = "no"
source = { id = "s1", name = "B. Hale", relation = "co-worker", identity = "confidential" }
about = { id = "p1", name = "Peter Novak", born = "1984" }
words = "He said everyone will remember Friday."
behaviors = ["leakage"]
"""
TRIAGE = """
[[step]]
do = "triage"
concern = "c1"
at = 2026-11-19T09:10:00
decision = "open_case"
case = "k1"
priority = "urgent"
reason = "A day was named."
"""
INTERVIEW = """
[[step]]
do = "interview"
case = "k1"
id = "i1"
protocol = "subject"
with = "p1"
at = 2026-11-20T10:00:00
seal = true
[step.answers]
SU-A1 = "He said his supervisor sent me."
SU-B3 = { text = "Says it was a joke.", verbatim = "I was just talking", knows = "first_hand" }
SU-G1 = { state = "declined" }
"""
ATTACH = """
[[step]]
do = "attach"
case = "k1"
id = "a1"
file = "files/post.png"
at = 2026-11-20T11:00:00
caption = "Screenshot of the post"
source = "B. Hale"
basis = "given_by_owner"
"""
THEMES = "\n".join(
    f'{code} = {{ finding = "unknown" }}'
    for code in ["MOT", "INT", "WPN", "STR", "EMO", "DES", "VIO", "OTH", "CAP", "PLN", "CON", "PRO"]
)
ASSESS = f"""
[[step]]
do = "assess"
case = "k1"
at = 2026-11-20T15:00:00
level = "elevated"
imminence = "possible"
confidence = "low"
gaps = "Weapons access [sic]."
formulation = "He named a day [c1] and calls it a joke [i1 SU-B3]."
bias = "Judged alike with another name."
seal = true
[step.themes]
COM = {{ finding = "present", rationale = "Told one person [i1 SU-B3]." }}
{THEMES}
"""
PLAN = """
[[step]]
do = "plan"
case = "k1"
at = 2026-11-20T16:00:00
review = 2026-11-23
actions = [ { domain = "support", what = "Crisis evaluation", owner = "County crisis team", due = 2026-11-21 } ]
rules = [ { if = "Misses the evaluation", then = "Welfare visit", within = "same day", owner = "R. Okafor" } ]
seal = true
"""
PRINT = """
[[step]]
do = "print"
case = "k1"
document = "plan"
copies = ["County crisis team", "School"]
purpose = "Team meeting"
"""
WHOLE = HEAD + CONCERN + TRIAGE + INTERVIEW + ASSESS + PLAN + PRINT
