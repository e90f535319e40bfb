import { useTranslation } from 'react-i18next'
import type { ContentFault, Field, Option, SubTableField } from '../../../../src/exchange/schemas.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { useNumber } from '../../shell/time.ts'

/** Words that a register brings along in both languages, in that of the page. */
export function useRegistryWords() {
  const isEnglish = usePreferences().language === 'en'
  const title = (said: Pick<Option, 'title' | 'x-title-en'>) => (isEnglish ? said['x-title-en'] : said.title)
  return {
    title,
    /** With its unit. */
    heading: (field: Field) => {
      const unit = 'x-unit' in field && field['x-unit'] ? bracketed(field['x-unit']) : ''
      return `${title(field)}${unit}`
    },
    hint: (field: Field) => (isEnglish ? field['x-description-en'] : field.description),
    name: (register: { name: string; nameEn: string }) => (isEnglish ? register.nameEn : register.name),
    description: (register: { description: string; descriptionEn: string }) =>
      isEnglish ? register.descriptionEn : register.description,
  }
}

export const isSubTable = (field: Field): field is SubTableField =>
  field.type === 'array' && field.items.type === 'object'

/** The words of a field that holds one or several of a list; null where it holds anything else. */
export function optionsOf(field: Field): readonly Option[] | null {
  const of = field.type === 'array' && field.items.type === 'string' ? field.items : field
  return 'oneOf' in of ? of.oneOf : null
}

/** What a field says, as one line of words; empty where it says nothing. */
export function useValueWords(): (field: Field, value: unknown) => string {
  const { t } = useTranslation()
  const { title } = useRegistryWords()
  const number = useNumber()
  return (field, value) => {
    if (value === undefined || value === null) return ''
    if (isSubTable(field)) return t('exchange.registers.rows', { count: (value as unknown[]).length })
    const options = optionsOf(field)
    const word = (one: unknown) => {
      const option = options?.find(({ const: held }) => held === one)
      return option ? title(option) : String(one)
    }
    if (Array.isArray(value)) return value.map(word).join(comma())
    if (typeof value === 'boolean') return t(value ? 'exchange.registers.yes' : 'exchange.registers.no')
    // A year is no amount.
    if (typeof value === 'number') return 'x-unit' in field && field['x-unit'] ? number(value) : String(value)
    return word(value)
  }
}

/** What is wrong with a field. */
export function useFaultWords(): (fault: Pick<ContentFault, 'code' | 'expected'>) => string {
  const { t } = useTranslation()
  return ({ code, expected }) => t(`exchange.registers.faults.${code}`, { expected })
}
