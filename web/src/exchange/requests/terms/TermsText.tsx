import { useTranslation } from 'react-i18next'
import type { Mask, RequestDetail, RowCondition, ShareTerms } from '../../../../../src/exchange/schemas.ts'
import { bracketed, comma } from '../../../shell/punctuation.ts'

export function useMaskWords(): (mask: Mask) => string {
  const { t } = useTranslation()
  return (mask) => t(`exchange.sharing.terms.maskWords.${mask.kind}`, { ...mask })
}
export function useConditionWords(): (condition: RowCondition) => string {
  const { t } = useTranslation()
  return ({ item, operator, values }) =>
    `${item} ${t(`exchange.sharing.terms.operators.${operator}`)} ${values.join(comma())}`
}

/** What is asked for or shared, in words: each item with its mask, and which rows. */
export function TermsText({ terms, isAsked = false }: { terms: ShareTerms; isAsked?: boolean }) {
  const { t } = useTranslation()
  const [maskWords, conditionWords] = [useMaskWords(), useConditionWords()]
  return (
    <>
      <p className="catalogue-quiet">{t('exchange.sharing.terms.items')}</p>
      <ul className="sharing-items" aria-label={t('exchange.sharing.terms.items')}>
        {terms.items.map((item) => {
          const mask = terms.masks[item]
          return (
            <li key={item}>
              {item}
              {mask && <span className="sharing-mask">{bracketed(maskWords(mask))}</span>}
            </li>
          )
        })}
      </ul>
      <p className="sharing-rows">
        {t(`exchange.sharing.${isAsked ? 'terms' : 'agreements'}.rows`)}
        {bracketed(
          terms.rows.length === 0 ? t('exchange.sharing.terms.allRows') : terms.rows.map(conditionWords).join(comma()),
        )}
      </p>
    </>
  )
}

/** By what a grant is less than what was asked for. */
export function NarrowingText({ narrowing }: { narrowing: NonNullable<RequestDetail['narrowing']> }) {
  const { t } = useTranslation()
  const [maskWords, conditionWords] = [useMaskWords(), useConditionWords()]
  const { items, masks, rows, validUntil } = narrowing
  const lines: [name: 'items' | 'masks' | 'rows' | 'validUntil', words: string][] = [
    ['items', items.join(comma())],
    ['masks', masks.map(({ item, mask }) => item + bracketed(maskWords(mask))).join(comma())],
    ['rows', rows.map(conditionWords).join(comma())],
    ['validUntil', validUntil ?? ''],
  ]
  return (
    <dl className="sharing-narrowing">
      {lines
        .filter(([, words]) => words !== '')
        .map(([name, words]) => (
          <div key={name}>
            <dt>{t(`exchange.sharing.narrowing.${name}`)}</dt>
            <dd>{words}</dd>
          </div>
        ))}
    </dl>
  )
}
