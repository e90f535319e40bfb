import { useQuery } from '@tanstack/react-query'
import i18next, { type TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ParameterList } from '../../../../src/monitoring/schemas.ts'
import { formWordsZh } from '../../messages/settlement/formWords.zh-CN.ts'
import { get } from '../../shell/api.ts'
import { shortened } from './money.ts'

const CLASSES = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', '劣Ⅴ'] as const
const CLASS_NAMES = new Set(['class', 'monthClass', 'targetClass', 'baseClass'])
const RATE_NAMES = new Set([
  'passRate',
  'passRateBefore',
  'targetPassRate',
  'shareWhenOneMet',
  'shareWhenSomeMet',
  'shareWhenNoneMet',
])
const YES_NAMES = new Set(['measured', 'meets', 'complete'])

/** `mean.ammoniaNitrogen` as its kind and of what it is; a name without a dot has no second part. */
export function splitName(name: string): [stem: string, of: string | null] {
  const dot = name.indexOf('.')
  return dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, null]
}

/** Whether a value is a share of the whole: written as 0 to 1, and read in percent. */
export const isRate = (name: string): boolean => RATE_NAMES.has(name)

/** A value as an official reads it: classes in Roman numerals, rates in percent, yes and no; numbers as they are. */
export function readable(name: string | undefined, value: string, language = 'zh-CN'): string {
  if (name && CLASS_NAMES.has(name) && /^[1-6]$/.test(value)) return classNumeral(Number(value), language)
  if (name && RATE_NAMES.has(name)) return `${shortened(timesHundred(value), 2)}%`
  if (name && YES_NAMES.has(name) && (value === '1' || value === '0')) return value === '1' ? '✓' : '✗'
  return shortened(value)
}

/** A class, the best being 1, as it is printed; the sixth is worse than Ⅴ. */
export const classNumeral = (number: number, language: string): string =>
  number === 6 && language === 'en' ? '>Ⅴ' : `${CLASSES[number - 1]}`

/** 0.833 as 83.3, by moving the point. */
export function timesHundred(decimal: string): string {
  const [whole = '0', part = ''] = decimal.split('.')
  const moved = `${whole}${part.padEnd(2, '0').slice(0, 2)}`.replace(/^(-?)0+(?=\d)/, '$1')
  const rest = part.slice(2).replace(/0+$/, '')
  return rest ? `${moved}.${rest}` : moved
}

const parametersQuery = {
  queryKey: ['monitoring', 'parameters'],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<ParameterList>('/api/v1/parameters', undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
} as const

/** The parameters of the standards. */
export const useParameters = () => useQuery(parametersQuery)

/** What a parameter is called in the language of the page: 氨氮. */
export function useParameterName(): (code: string) => string {
  const { i18n } = useTranslation()
  const found = useParameters().data?.items ?? []
  const names = new Map(found.map(({ code, zh, en }) => [code, i18n.language === 'en' ? en : zh]))
  return (code) => names.get(code) ?? code
}

/** Where a name stands in a formula: terms and data share words. */
export type NameKind = 'terms' | 'inputs'

/** What a term, an input or a field of a formula is called; a name that the parties have given is shown as it is. */
export function useFormulaName(): (kind: NameKind, name: string) => string {
  const { t } = useTranslation()
  return formulaNames(t, useParameterName())
}

/** The same, with the words and the names of parameters at hand. */
export const formulaNames =
  (t: TFunction, parameter: (code: string) => string) =>
  (kind: NameKind, name: string): string => {
    const [stem, of] = splitName(name)
    const key = `settlement.parts.${kind}.${stem}`
    if (!i18next.exists(key)) return name
    return String(of === null ? t(key as never) : t(key as never, { of: parameter(of) } as never))
  }

const WORD_KEYS = new Map(Object.entries(formWordsZh).map(([key, word]) => [word as string, key as 'yuan']))

/** What a word of the published forms, or a unit of money, is in the language of the page; words of the parties stay. */
export function useFormWord(): (word: string) => string {
  return formWords(useTranslation().t)
}

/** The same, with the words at hand. */
export const formWords =
  (t: TFunction) =>
  (word: string): string => {
    const key = WORD_KEYS.get(word)
    const [, party] = /^利益分享（(.+)）$/.exec(word) ?? []
    if (party) return t('settlement.formWords.sharingOf', { party })
    return key ? t(`settlement.formWords.${key}`) : word
  }
