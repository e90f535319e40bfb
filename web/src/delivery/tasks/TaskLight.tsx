import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../../../src/delivery/cockpit/schemas.ts'
import type { LightRuleId } from '../../../../src/delivery/lights/types.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { colon, comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { lightRulesQuery, taskLightsQuery } from '../cockpit/api.ts'
import { LightMark } from '../lights/LightMark.tsx'
import { tellSinceWhen, useReasonText, useRuleSentence } from '../lights/reasons.ts'

/** Where on the page of the task stands what a rule speaks of. */
const PLACES: Partial<Record<LightRuleId, string>> = {
  task_overdue: 'facts',
  task_near: 'facts',
  supervision_overdue: 'supervision',
  supervision_open: 'supervision',
  report_missing_long: 'reports',
  report_missing: 'reports',
  participant_missing: 'reports',
  returned: 'reports',
  blocked: 'reports',
  behind: 'reports',
  not_started: 'reports',
  contradicted: 'reports',
  on_track: 'reports',
  awaiting_review: 'reports',
  milestone_late_long: 'milestones',
  milestone_late: 'milestones',
  indicator_far_behind: 'indicators',
  indicator_behind: 'indicators',
  project_behind: 'projects',
  receipt_missing_long: 'answering',
  receipt_missing: 'answering',
}

/** How many of what a rule found are said in full; of the others the names. */
const FULL = 2

/** One reason for each thing that the rule found, as far as they are said in full. */
const apart = (reason: Reason): Reason[] =>
  reason.subjects.length > 1
    ? reason.subjects.slice(0, FULL).map((subject) => ({ ...reason, subjects: [subject] }))
    : [reason]

const nameOf = ({ organization, title }: Reason['subjects'][number]) => organization ?? title ?? ''
const namesOf = (subjects: Reason['subjects']) => [...new Set(subjects.map(nameOf).filter(Boolean))].join(comma())

/** How the task stands and why: the light, since when, each reason with its rule and its place, and every change. */
export function TaskLight({ taskId }: { taskId: string }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const lights = useQuery(taskLightsQuery(taskId))
  const rules = useQuery(lightRulesQuery)
  const reasons = useReasonText()
  const told = useRuleSentence()
  if (lights.isPending) return <section className="task-light" aria-busy />
  if (lights.isError) return <ProblemNotice problem={lights.error} onRetry={() => void lights.refetch()} />
  const { light, since, checkOn, rulesVersion, grade, changes } = lights.data
  const sentenceOf = (rule: string) => {
    const known = rules.data?.rules.find(({ id }) => id === rule)
    return known && told(known)
  }
  return (
    <section className="task-light" aria-label={t('delivery.cockpit.lightOf')}>
      <p className="task-light-head">
        <LightMark light={light ?? 'none'} />
        {since && !tellSinceWhen(lights.data.reasons) && <span>{t('delivery.tasks.lightSince', { date: since })}</span>}
        <span className="faint">{`${t('delivery.cockpit.grades')}${colon()}${t(`delivery.cockpit.grade.${grade}`)}`}</span>
        {checkOn && <span className="faint">{t('delivery.cockpit.nextCheck', { day: checkOn })}</span>}
      </p>
      <ul>
        {lights.data.reasons.map((reason) => {
          const place = PLACES[reason.rule as LightRuleId]
          return (
            <li key={reason.rule}>
              {apart(reason).map((one, index) => (
                <span key={JSON.stringify(one.subjects)}>
                  {index > 0 && t('delivery.cockpit.joiner')}
                  {place ? <a href={`#${place}`}>{reasons([one])}</a> : reasons([one])}
                </span>
              ))}
              {reason.subjects.length > FULL && (
                <span>
                  {t('delivery.cockpit.joiner')}
                  {t('delivery.tasks.lightOthers', { names: namesOf(reason.subjects.slice(FULL)) })}
                </span>
              )}
              {sentenceOf(reason.rule) && (
                <small>
                  {t('delivery.tasks.lightRule', { version: rulesVersion ?? 0 })} <q>{sentenceOf(reason.rule)}</q>
                </small>
              )}
            </li>
          )
        })}
      </ul>
      {changes.length > 0 && (
        <details className="no-print">
          <summary>
            {t('delivery.cockpit.changes')} <small>{changes.length}</small>
          </summary>
          <ol>
            {changes.map((change) => (
              <li key={change.at}>
                <LightMark light={change.light} />
                <span>
                  {change.reasons.map(({ rule, subjects }) => (
                    <span key={rule}>
                      {namesOf(subjects) && `${namesOf(subjects)}${colon()}`}
                      {sentenceOf(rule) ?? rule}{' '}
                    </span>
                  ))}
                </span>
                <small>
                  {moment(change.at)} · {t('delivery.cockpit.rulesVersion', { version: change.rulesVersion })}
                </small>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}
