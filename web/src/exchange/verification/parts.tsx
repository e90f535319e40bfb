import { useTranslation } from 'react-i18next'
import type { Question, QuestionContent, VerificationListed } from '../../../../src/exchange/schemas.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { colon, comma, semicolon } from '../../shell/punctuation.ts'
import '../../monitoring/shared/shared.css'
import '../catalogue/catalogue.css'
import '../registers/registers.css'
import './verification.css'

/** The answer, with a mark that does not rest on colour alone. */
export function AnswerMark({ answer, big = false }: { answer: VerificationListed['answer']; big?: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={`verification-answer ${answer}${big ? ' verification-big' : ''}`}>
      {t(`exchange.verification.answers.${answer}`)}
    </span>
  )
}

/** A question in the language of the page, and what it asks. */
export function useQuestionWords() {
  const { t } = useTranslation()
  const isEnglish = usePreferences().language === 'en'
  return {
    name: (named: Pick<QuestionContent, 'name' | 'nameEn'>) => (isEnglish ? named.nameEn : named.name),
    conditions: ({ rows }: Question['content']) =>
      `${t('exchange.verification.form.rows')}${colon()}${rows
        .map(({ item, operator, values }) =>
          [item, t(`exchange.verification.form.operators.${operator}`), values.join(comma())].join(' '),
        )
        .join(semicolon())}`,
    asks: ({ measure, comparison }: Question['content']) =>
      comparison === null
        ? t('exchange.verification.asksExists')
        : t('exchange.verification.asks', {
            measure: t(`exchange.verification.measures.${measure.kind}`),
            item: measure.item ? (isEnglish ? `of ${measure.item}` : `（${measure.item}）`) : '',
            comparison: t(`exchange.verification.comparisons.${comparison}`),
          }),
  }
}

/** Every limit that may be asked, from the least to the most; in whole steps of ten-thousandths, so that none is a hair off. */
export function limitsOf({ least, most, step }: NonNullable<QuestionContent['limit']>): string[] {
  const scaled = (text: string) => Math.round(Number(text) * 10_000)
  const [from, to, by] = [scaled(least), scaled(most), scaled(step)]
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, at) => String((from + at * by) / 10_000))
}
