import type { ContentField, ResourceContent } from './content.ts'

/** What a description is asked for: the fields of the guide, and the provider's credit code. */
export type DescribedField = Exclude<ContentField, 'relatedCodes' | 'commitmentIds'> | 'creditCode'

interface Asked {
  field: DescribedField
  /** Whether it has to be there before the resource is published (the guide's mandatory fields). */
  isDemanded: (content: ResourceContent) => boolean
  /** Null: it does not apply. */
  isThere: (content: ResourceContent, creditCode: string | null) => boolean | null
}

const always = () => true
const never = () => false
const isShared = ({ sharingType }: ResourceContent) => sharingType !== 'none'

/** Field by field. The credit code is demanded by the guide and known to few: its want is shown, and refuses nothing. */
const ASKED: readonly Asked[] = [
  { field: 'name', isDemanded: always, isThere: ({ name }) => name !== '' },
  { field: 'classCode', isDemanded: always, isThere: ({ classCode }) => classCode !== null },
  { field: 'abstract', isDemanded: always, isThere: ({ abstract }) => abstract !== '' },
  { field: 'format', isDemanded: always, isThere: ({ format }) => format !== null },
  { field: 'formatDetail', isDemanded: never, isThere: ({ formatDetail }) => formatDetail !== '' },
  {
    field: 'items',
    isDemanded: ({ format }) => format === 'database' || format === 'spreadsheet',
    isThere: ({ items }) => items.length > 0,
  },
  { field: 'sharingType', isDemanded: always, isThere: ({ sharingType }) => sharingType !== null },
  {
    field: 'sharingCondition',
    isDemanded: always,
    isThere: (content) => (content.sharingType === 'conditional' ? content.sharingCondition !== '' : null),
  },
  {
    field: 'legalBasis',
    isDemanded: always,
    isThere: (content) => (content.sharingType === 'none' ? content.legalBasis !== '' : null),
  },
  {
    field: 'sharingModes',
    isDemanded: always,
    isThere: (content) => (isShared(content) ? content.sharingModes.length > 0 : null),
  },
  { field: 'isOpen', isDemanded: always, isThere: ({ isOpen }) => isOpen !== null },
  {
    field: 'openCondition',
    isDemanded: always,
    isThere: ({ isOpen, openCondition }) => (isOpen ? openCondition !== '' : null),
  },
  { field: 'updatePeriod', isDemanded: always, isThere: ({ updatePeriod }) => updatePeriod !== null },
  { field: 'keywords', isDemanded: never, isThere: ({ keywords }) => keywords.length > 0 },
  { field: 'contact', isDemanded: never, isThere: ({ contact }) => contact !== '' },
  {
    field: 'accessUrl',
    isDemanded: never,
    isThere: (content) => (isShared(content) ? content.accessUrl !== null : null),
  },
  { field: 'creditCode', isDemanded: never, isThere: (_, creditCode) => creditCode !== null },
]

/** Fields that have to be filled in before the resource is published. */
export const gapsForPublishing = (content: ResourceContent): DescribedField[] =>
  ASKED.flatMap(({ field, isDemanded, isThere }) =>
    isDemanded(content) && isThere(content, null) === false ? [field] : [],
  )

/** How complete a description is: the percentage (whole, rounded down) of the fields that apply, and those not filled in. */
export function completenessOf(
  content: ResourceContent,
  creditCode: string | null,
): { percent: number; gaps: DescribedField[] } {
  const applying = ASKED.flatMap(({ field, isThere }) => {
    const there = isThere(content, creditCode)
    return there === null ? [] : [{ field, there }]
  })
  const gaps = applying.filter(({ there }) => !there).map(({ field }) => field)
  return { percent: Math.floor((100 * (applying.length - gaps.length)) / applying.length), gaps }
}

/** What is not shared with other departments is not open to everybody. */
export const contradictsItself = ({ sharingType, isOpen }: ResourceContent): boolean =>
  sharingType === 'none' && isOpen === true
