import { type Static, Type } from 'typebox'
import { NullableDay, Uuid } from '../../platform/http/index.ts'

const Count = Type.Integer({ minimum: 0 })

export const UploadFault = Type.Object({
  row: Type.Integer({ description: 'as the spreadsheet, or an editor, numbers it' }),
  field: Type.String({ description: 'heading of the column' }),
  code: Type.String(),
  found: Type.String(),
  expected: Type.String(),
})

/** What an upload would do: for a person to look at before anything is written. */
const Named = Type.Object({ id: Uuid, code: Type.String(), name: Type.String() })

export const UploadPreview = Type.Object({
  sha256: Type.String({ description: 'the upload names it, so that what was looked at is what is written' }),
  headings: Type.Array(Type.String()),
  samples: Type.Array(Type.Array(Type.String())),
  rows: Count,
  values: Count,
  unmeasured: { ...Count, description: 'cells that say that nothing was measured' },
  stations: Count,
  parts: Type.Array(
    Type.Object({
      station: Type.String({ description: 'as the table names it' }),
      parameters: Type.Array(Type.String()),
      values: Count,
      first: NullableDay,
      last: NullableDay,
    }),
    { description: 'of each station, the first 200' },
  ),
  faultCount: Count,
  faults: Type.Array(UploadFault, { description: 'the first 1,000, by row' }),
})
export type UploadPreview = Static<typeof UploadPreview>

export const Uploaded = Type.Object({
  batchId: Type.Integer(),
  rows: Count,
  received: Count,
  added: Count,
  same: Count,
  corrected: Count,
  flagged: Count,
  unmeasured: Count,
  months: Type.Array(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}$' }), { description: 'that are assessed next' }),
  monthsWithoutAlert: Type.Array(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}$' }), {
    description: 'of them, those too old to give rise to an alert',
  }),
  sections: Type.Array(Named, { description: 'at which the stations stand or stood' }),
  stations: Type.Array(Named),
})
export type Uploaded = Static<typeof Uploaded>
