import type { ResourceContent } from '../../../../../src/exchange/schemas.ts'

/** What stands in the form: a class in its two choices, an item's type that is still to be chosen. */
export interface FormValues extends Omit<ResourceContent, 'classCode' | 'items' | 'accessUrl'> {
  /** 类 and 项: `['2', '211']`. */
  class: string[]
  /** 目: three digits, or nothing. */
  heading: string
  items: { name: string; dataType: ResourceContent['items'][number]['dataType']; length: string }[]
  accessUrl: string
}

/** The form of a resource of which nothing is known yet. */
export const EMPTY: FormValues = {
  ...{ name: '', class: [], heading: '', abstract: '', keywords: [], format: null, formatDetail: '', items: [] },
  ...{ sharingType: null, sharingCondition: '', legalBasis: '', sharingModes: [], isOpen: null, openCondition: '' },
  ...{ updatePeriod: null, contact: '', accessUrl: '', relatedCodes: [], commitmentIds: [] },
}

export function valuesOf({ classCode, accessUrl, ...content }: ResourceContent): FormValues {
  return {
    ...content,
    class: classCode ? [classCode.slice(0, 1), classCode.slice(0, 3)] : [],
    heading: classCode && !classCode.endsWith('000') ? classCode.slice(3) : '',
    accessUrl: accessUrl ?? '',
  }
}

const trimmed = (texts: readonly string[]) => [...new Set(texts.map((one) => one.trim()).filter((one) => one !== ''))]

/** What is sent: blanks at the ends left out, and a row of items in which nothing was written. */
export function contentOf(values: FormValues): ResourceContent {
  const { class: chosen, heading, items, accessUrl, ...content } = { ...EMPTY, ...values }
  const digits = chosen[1]
  const texts = [
    'name',
    'abstract',
    'formatDetail',
    'sharingCondition',
    'legalBasis',
    'openCondition',
    'contact',
  ] as const
  return {
    ...content,
    ...(Object.fromEntries(texts.map((field) => [field, (content[field] ?? '').trim()])) as Pick<
      ResourceContent,
      (typeof texts)[number]
    >),
    format: content.format ?? null,
    updatePeriod: content.updatePeriod ?? null,
    classCode: digits ? `${digits}${heading.trim() || '000'}` : null,
    keywords: trimmed(content.keywords),
    relatedCodes: trimmed(content.relatedCodes),
    items: items
      .map(({ name, dataType, length }) => ({ name: (name ?? '').trim(), dataType, length: (length ?? '').trim() }))
      .filter(({ name }) => name !== ''),
    accessUrl: accessUrl.trim() || null,
  }
}
