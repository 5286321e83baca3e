"""Self-assessment: a unit fills its sheet, its leader approves it, the unit sends it.

A save changes many criteria or none; people on different criteria never collide. The leader's
approval holds for one exact state; the signed report goes with it; sending makes a receipt. After
the first appraisal the unit may add explanations and evidence in a supplement.
"""
