"""The law of Wohngeld as pure functions, one module a chapter of the WoGG.

Input: `haushalt`, `wohnung`, `einnahme` (read by `lesen`, checked by `pruefen`) and dated figures
(`werte`). `mitglieder` (§§ 3-8), `mietermittlung`, `lastenberechnung`, `miete` (§§ 9-12),
`katalog`, `jahreseinkommen`, `freibetraege`, `gesamteinkommen` (§§ 13-18), `hoehe` (§ 19) make
`berechnung`; `schritte*` explain it, `empfindlichkeit` says what would change it, `vorschlag`
proposes for a period (`zeitraum`). No clock, no files after import, no Django.
"""
