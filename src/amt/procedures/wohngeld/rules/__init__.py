"""The law of Wohngeld as pure functions, one module a chapter of the WoGG.

`werte` (dated figures) < `haushalt` (§§ 5-8), `miete` (§§ 9-12), `einkommen` (§§ 13-17),
`hoehe` (§ 19, § 21 No. 1) < `berechnung` (all of it) < `erklaerung` (steps) < `vorschlag`
(facts to assessment). No clock, no files after import, no Django.
"""
