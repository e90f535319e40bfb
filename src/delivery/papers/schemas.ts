import { type Static, Type } from 'typebox'
import { closed, nullable, nullableText, Uuid } from '../../platform/http/index.ts'

export const PaperParams = Type.Object({ id: Uuid }, closed)
export const EvaluationQuery = Type.Object(
  { year: Type.Optional(Type.Integer({ minimum: 1990, maximum: 2200 })) },
  closed,
)

const Note = Type.Object({
  text: Type.String(),
  path: nullableText({ description: 'the page that shows the rows' }),
  record: Type.Optional(Type.String({ description: 'number and title of the record on that page' })),
})
const Run = Type.Union([Type.String(), Type.Object({ text: Type.String(), note: Note })])

/** One block of a paper as the page shows it; the fields of its kind are there. */
const Block = Type.Object({
  kind: Type.Enum(['heading', 'paragraph', 'table', 'picture']),
  level: Type.Optional(Type.Integer()),
  text: Type.Optional(Type.String()),
  head: Type.Optional(Type.String()),
  runs: Type.Optional(Type.Array(Run)),
  caption: Type.Optional(Type.String()),
  columns: Type.Optional(
    Type.Array(Type.Object({ title: Type.String(), width: Type.Number(), align: Type.Optional(Type.String()) })),
  ),
  rows: Type.Optional(Type.Array(Type.Array(Type.String()))),
  alt: Type.Optional(Type.String()),
  image: Type.Optional(Type.String({ description: 'PNG in base64' })),
  note: Type.Optional(nullable(Note)),
})
export type PreviewBlock = Static<typeof Block>

/** An official document as the page shows it before it is downloaded. */
export const Preview = Type.Object({
  mark: Type.String(),
  number: nullableText(),
  signer: nullableText(),
  title: Type.String(),
  addressee: nullableText(),
  blocks: Type.Array(Block),
  annexes: Type.Array(Type.Object({ title: Type.String(), blocks: Type.Array(Block) })),
  files: Type.Array(Type.String()),
  signature: nullable(Type.Object({ unit: Type.String(), date: Type.String() })),
  remark: nullableText(),
})
export type Preview = Static<typeof Preview>
