import { usePreferences } from '../../shell/preferences.ts'

/** Classes of surface water from best to worst. */
export const CLASSES = ['I', 'II', 'III', 'IV', 'V', '劣V'] as const
export type WaterClass = (typeof CLASSES)[number]

/** As the field colours them: I and II blue, III green, IV yellow, V orange, worse red. None is grey. */
export const CLASS_COLOURS: Readonly<Record<WaterClass, string>> = {
  I: '#4aa3df',
  II: '#1f77c9',
  III: '#3aa655',
  IV: '#f2c230',
  V: '#f0852d',
  劣V: '#d7301f',
}
export const NO_CLASS_COLOUR = '#a9a49a'

const NUMERALS: Readonly<Record<WaterClass, string>> = { I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ', V: 'Ⅴ', 劣V: '劣Ⅴ' }

/** The numeral alone: Ⅲ, 劣Ⅴ, in English III, >V. */
export function numeralOf(found: WaterClass, language: string): string {
  if (language !== 'en') return NUMERALS[found]
  return found === '劣V' ? '>V' : found
}

/** A class as one says it: Ⅲ类, in English class III. */
export function classText(found: WaterClass, language: string): string {
  if (language !== 'en') return `${NUMERALS[found]}类`
  return found === '劣V' ? 'worse than class V' : `class ${found}`
}

export function useClassText(): (found: WaterClass) => string {
  const { language } = usePreferences()
  return (found) => classText(found, language)
}

/** From 1 (I) to 6 (worse than V), to compare by. */
export const rankOf = (found: WaterClass): number => CLASSES.indexOf(found) + 1

/** Percent with one decimal, rounded half to even as the server rounds; null of nothing. */
export function percentOf(part: number, whole: number): string | null {
  if (whole === 0) return null
  const tenths = Math.floor((part * 1000) / whole)
  const rest = part * 1000 - tenths * whole
  const up = rest * 2 > whole || (rest * 2 === whole && tenths % 2 === 1)
  return String((tenths + (up ? 1 : 0)) / 10)
}
