import { useTranslation } from 'react-i18next'
import type { WaterEvaluation } from '../../../../src/monitoring/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { changeWord } from '../shared/changes.ts'
import { useClassText } from '../shared/classes.ts'
import { useParameters } from '../shared/parameters.ts'
import { nameOfMonths } from './filter.ts'

/** Months as one says them: May 2026, or January 2026 to May 2026. */
export function useMonthsText(): (months: WaterEvaluation['period']) => string {
  const { t } = useTranslation()
  const period = usePeriod()
  return (months) => {
    const name = nameOfMonths(months)
    if (name) return period(name)
    const [from, to] = [period(months.first.slice(0, 7)), period(months.last.slice(0, 7))]
    return t('monitoring.evaluations.fromTo', { from, to })
  }
}

/** The sentences of a bulletin: how many sections, their shares or means, main pollutants, changes, targets. */
export function useSentences(): (found: WaterEvaluation, what: string) => string[] {
  const { t } = useTranslation()
  const when = useMonthsText()
  const said = useClassText()
  const { nameOf } = useParameters()
  return ({ period, group, before, lastYear }, what) => {
    if (!group.grade) return [t('monitoring.evaluations.saysNothing', { what, when: when(period) })]
    const grade = t(`monitoring.evaluations.groupGrades.${group.grade.zh}`)
    const facts = { what, when: when(period), count: group.sections, grade }
    const how = (zh: string) => t(`monitoring.sections.changes.${changeWord(zh)}`)
    const pollutants = group.mainPollutants.map(({ code, multiple, exceedPercent }) =>
      exceedPercent !== null
        ? nameOf(code) + bracketed(t('monitoring.evaluations.exceedShare', { percent: exceedPercent }))
        : nameOf(code) + (multiple === null ? '' : bracketed(t('monitoring.evaluations.multiple', { multiple }))),
    )
    return [
      group.method === 'sharesOfClasses' || group.class === null
        ? t('monitoring.evaluations.saysShares', { ...facts, good: group.goodPercent, worst: group.worstPercent })
        : t('monitoring.evaluations.saysMeans', { ...facts, class: said(group.class) }),
      ...(group.short.length > 0
        ? [t('monitoring.evaluations.saysShort', { count: group.short.length, names: group.short.join(comma()) })]
        : []),
      ...(pollutants.length > 0
        ? [t('monitoring.evaluations.saysPollutants', { items: pollutants.join(comma()) })]
        : []),
      ...(before.change
        ? [t('monitoring.evaluations.saysBefore', { when: when(before), how: how(before.change.zh) })]
        : []),
      ...(lastYear.change
        ? [t('monitoring.evaluations.saysLastYear', { when: when(lastYear), how: how(lastYear.change.zh) })]
        : []),
      ...(group.metPercent === null
        ? []
        : [t('monitoring.evaluations.saysMet', { count: group.withTarget, met: group.met, rate: group.metPercent })]),
    ]
  }
}
