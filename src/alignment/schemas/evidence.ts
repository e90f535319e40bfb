import { type Static, Type } from 'typebox'
import { Span } from '../../plan/schemas.ts'
import { Tie } from './alignment.ts'

/** One reason to believe that a pair belongs together. */
export const SharedEvidence = Type.Object({
  kind: Type.Enum(['work', 'place', 'target', 'body', 'mechanism', 'zone', 'phrase', 'field']),
  words: Type.String({ description: 'in the words of the upper text' }),
  upper: Type.Array(Span),
  lower: Type.Array(Span),
})
export type SharedEvidence = Static<typeof SharedEvidence>

const Side = Type.Object({
  is: Type.String({
    description: 'what is compared: the value with its unit, the year, the stage, the work, the lead',
  }),
  quote: Type.String({ description: 'the words of the document' }),
  spans: Type.Array(Span),
})

/** Where a pair speaks of the same thing and says otherwise. */
export const SaidOtherwise = Type.Object({
  kind: Type.Enum(['target_value', 'target_year', 'stage', 'place', 'lead']),
  about: Type.String({ description: 'the target or the work; empty for leads' }),
  upper: Side,
  lower: Side,
})
export type SaidOtherwise = Static<typeof SaidOtherwise>

export const EvidencedTie = Type.Object({
  ...Tie.properties,
  shown: Type.Boolean({ description: 'one of the ties of the view; else a further candidate, to add by hand' }),
  evidence: Type.Array(SharedEvidence, { description: 'what tells most first' }),
  differences: Type.Array(SaidOtherwise),
})
export type EvidencedTie = Static<typeof EvidencedTie>

/** Evidence for one upper provision: of its ties, and of the further candidates. */
export const ProvisionEvidence = Type.Object({ address: Type.String(), ties: Type.Array(EvidencedTie) })
export type ProvisionEvidence = Static<typeof ProvisionEvidence>

/** What reader pages show beside a provision. */
export const AlignedLink = Type.Object({
  alignmentId: Type.String({ format: 'uuid' }),
  document: Type.Object({ id: Type.String({ format: 'uuid' }), title: Type.String() }),
  address: Type.String({ description: 'of the other provision' }),
  title: Type.String(),
  upper: Type.String({ description: 'address of the upper one of the two: where the view opens' }),
  state: Tie.properties.state,
  score: Type.Number(),
})
export type AlignedLink = Static<typeof AlignedLink>

/** Of one document: by address of the outline, what carries a provision out, and what it carries out. */
export const DocumentAlignment = Type.Object({
  items: Type.Array(
    Type.Object({
      address: Type.String({ description: 'of the outline node; the parts of one stand together' }),
      carriedOutBy: Type.Array(AlignedLink),
      carriesOut: Type.Array(AlignedLink),
    }),
  ),
})
export type DocumentAlignment = Static<typeof DocumentAlignment>
