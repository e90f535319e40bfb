/** Money with less than two places: 98000.5 yuan. */
const SHORT_OF_CENTS = /^-?\d+(?:\.\d)?$/

/**
 * A value of a row as one reads it: yes and no in words, money to the cent (98000.50), nothing as a dash. What is masked
 * stands as it is.
 * @param dataType null: of an item that is masked
 */
export function textOfValue(
  value: string | number | boolean | null | undefined,
  dataType: string | null,
  words: { yes: string; no: string },
): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? words.yes : words.no
  const text = String(value)
  if (dataType === 'boolean' && (text === 'true' || text === 'false')) return text === 'true' ? words.yes : words.no
  if (dataType !== 'currency' || !SHORT_OF_CENTS.test(text)) return text
  const [whole = '', cents = ''] = text.split('.')
  return `${whole}.${cents.padEnd(2, '0')}`
}
