import { type Static, Type } from 'typebox'
import { KindCounts } from './documents.ts'
import { nullableText, OrganizationRef, Role, Uuid } from './shared.ts'

export const UnitSummaryDocument = Type.Object({
  document: Type.Object({ id: Uuid, title: Type.String(), number: nullableText(), date: nullableText() }),
  roles: Type.Array(
    Type.Object({
      role: Role,
      total: Type.Integer(),
      confirmed: Type.Integer(),
      nextDeadline: nullableText({ description: 'ISO date of the nearest deadline that is not past' }),
    }),
  ),
  asPredecessor: Type.Array(Type.String(), { description: 'printed names of predecessors that the document uses' }),
})

/** Everything one organization owes, from every plan, with what its predecessors were named for. */
export const UnitSummary = Type.Object({
  organizationId: Uuid,
  total: Type.Integer(),
  kinds: Type.Array(KindCounts),
  documents: Type.Array(UnitSummaryDocument),
  predecessors: Type.Array(Type.Object({ organization: OrganizationRef, count: Type.Integer() })),
})
export type UnitSummary = Static<typeof UnitSummary>
