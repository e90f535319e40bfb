import { type Static, Type } from 'typebox'
import { closed, nullable, nullableText, Uuid } from '../../platform/http/index.ts'
import { AlignedDocument, VerdictCounts } from './alignment.ts'

export const MatrixQuery = Type.Object(
  { upperId: Uuid, by: Type.Enum(['document', 'jurisdiction'], { default: 'document' }) },
  closed,
)
export type MatrixQuery = Static<typeof MatrixQuery>

export const Gap = Type.Object({
  alignmentId: Uuid,
  address: Type.String(),
  title: Type.String(),
  begins: Type.String({ description: 'the beginning of its own text' }),
})
export type Gap = Static<typeof Gap>

export const MatrixCell = Type.Object({
  counts: VerdictCounts,
  share: nullable(
    Type.Number({ description: '(carried out + half of partly) of what applies; null where nothing applies' }),
  ),
  gaps: Type.Array(Gap, { description: 'not found' }),
})
export type MatrixCell = Static<typeof MatrixCell>

/** Chapters of the upper document by documents, or by jurisdictions (the best verdict of any document of one counts). */
export const AlignmentMatrix = Type.Object({
  upper: AlignedDocument,
  by: Type.Enum(['document', 'jurisdiction']),
  columns: Type.Array(
    Type.Object({
      key: Type.String({ description: 'id of the alignment, or code of the jurisdiction (empty: not known)' }),
      label: Type.String(),
      documents: Type.Array(Type.Object({ alignmentId: Uuid, id: Uuid, title: Type.String() })),
    }),
  ),
  rows: Type.Array(
    Type.Object({
      title: Type.String({ description: 'title of the chapter' }),
      first: nullableText({ description: 'address of its first provision' }),
      provisions: Type.Integer(),
      cells: Type.Array(MatrixCell, { description: 'one for each column' }),
    }),
  ),
  totals: Type.Array(MatrixCell, { description: 'of the whole document, one for each column; without gaps' }),
})
export type AlignmentMatrix = Static<typeof AlignmentMatrix>
