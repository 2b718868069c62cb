"""Tables of the survey on municipal DX (自治体DX推進状況調査): how each is counted is data, what is counted are facts.

A definition says who was asked, in which bands, by which rounding; the facts themselves belong to
`registry/municipalities`. A town's answers are prepared from its operations here and recorded there.
"""
