import { type Static, Type } from 'typebox'
import { PersonRef } from '../../plan/schemas.ts'
import { Moment, nullable } from '../../platform/http/index.ts'

/** A value for each named part of a score. */
export const PartValues = Type.Object({
  text: Type.Number({ description: 'shared words by rarity' }),
  title: Type.Number({ description: 'likeness of the titles' }),
  titleInText: Type.Number({ description: 'the whole title of one stands in the other' }),
  names: Type.Number({ description: 'works, places, targets, mechanisms, zones that both name' }),
  fields: Type.Number({ description: 'both speak of the same fields of work' }),
  neighbours: Type.Number({ description: 'the provisions around the one are carried out around the other' }),
  mutual: Type.Number({ description: 'no other upper provision suits the lower one better' }),
  role: Type.Number({ description: 'both state aims, lead a chapter, secure the plan, or set tasks' }),
})
export type PartValues = Static<typeof PartValues>

export const WeightsTable = Type.Object({
  number: Type.Integer({ description: '0: what the parts weigh before anybody confirmed anything' }),
  weights: PartValues,
  at: Moment,
  by: nullable(PersonRef),
  reviews: Type.Object(
    { provisions: Type.Integer(), confirmed: Type.Integer(), rejected: Type.Integer() },
    { description: 'what it was learned from: provisions with something confirmed and something rejected' },
  ),
})
export type WeightsTable = Static<typeof WeightsTable>

export const AlignmentWeights = Type.Object({
  items: Type.Array(WeightsTable, { description: 'newest first; the first is used for the next alignment' }),
})
export type AlignmentWeights = Static<typeof AlignmentWeights>
