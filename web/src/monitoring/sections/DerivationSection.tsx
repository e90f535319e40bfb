import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssessmentDetail } from '../../../../src/monitoring/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { comma } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { ClassMark } from '../shared/ClassMark.tsx'
import { useClassText } from '../shared/classes.ts'
import { useParameters } from '../shared/parameters.ts'
import { monthName } from '../shared/values.ts'
import { assessmentQuery, behindQuery } from './api.ts'
import { type Derivation, derivationOf } from './derivation.ts'
import { useExceedingText } from './Exceeding.tsx'
import { ItemTable } from './ItemTable.tsx'
import { Versions } from './Versions.tsx'

/** Why a month or a year has its class: every value, what was done to it, its limits, and the observations behind it. */
export function DerivationSection(props: { id: number; onOpen: (id: number) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const { id, onOpen, onClose } = props
  const found = useQuery(assessmentQuery(id))
  const behind = useQuery(behindQuery(id))
  const heading = useRef<HTMLHeadingElement>(null)
  const period = usePeriod()
  const isThere = found.isSuccess
  useEffect(() => {
    if (isThere) heading.current?.scrollIntoView({ block: 'nearest' })
  }, [isThere])
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const one = found.data
  const derivation = derivationOf(one)
  const when = one.period === 'year' ? one.begins.slice(0, 4) : one.begins.slice(0, 7)
  return (
    <section className={one.supersededAt ? 'sheet sec-derivation former' : 'sheet sec-derivation'}>
      <header>
        <h2 ref={heading}>
          {t('monitoring.sections.derivationTitle', { when: period(when) })} <ClassMark of={one.class} />
        </h2>
        <Button
          type="text"
          icon={<CloseOutlined />}
          aria-label={t('monitoring.sections.closeMonth')}
          onClick={onClose}
        />
      </header>
      {one.supersededAt && <Superseded one={one} onOpen={onOpen} />}
      <Verdict one={one} derivation={derivation} />
      {behind.isError && <ProblemNotice problem={behind.error} onRetry={() => void behind.refetch()} />}
      <ItemTable one={one} derivation={derivation} behind={behind.data} />
      <TookNoPart derivation={derivation} />
      {one.period === 'year' && <MonthsBehind one={one} onOpen={onOpen} />}
      <Versions one={one} onOpen={onOpen} />
    </section>
  )
}

function Superseded({ one, onOpen }: { one: AssessmentDetail; onOpen: (id: number) => void }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const standing = one.history.find(({ supersededAt }) => supersededAt === null)
  return (
    <p className="sec-superseded">
      {t('monitoring.sections.superseded', { at: moment(one.supersededAt ?? '') })}{' '}
      {standing && (
        <Button type="link" size="small" onClick={() => onOpen(standing.id)}>
          {t('monitoring.sections.toStanding')}
        </Button>
      )}
    </p>
  )
}

/** The result in sentences: class, target, what decided, by which method. */
function Verdict({ one, derivation }: { one: AssessmentDetail; derivation: Derivation }) {
  const { t } = useTranslation()
  const { nameOf } = useParameters()
  const said = useClassText()
  const exceeding = useExceedingText()
  const sentences = [
    one.class === null
      ? t('monitoring.sections.saysNothing')
      : t('monitoring.sections.saysClass', {
          class: said(one.class),
          grade: t(`monitoring.sections.grades.${one.class}`),
        }),
    one.class && one.decidedBy.length < derivation.items.length && one.decidedBy.length > 0
      ? t('monitoring.sections.saysDecided', { items: one.decidedBy.map(nameOf).join(comma()) })
      : '',
    one.meets === null
      ? ''
      : one.meets
        ? t('monitoring.sections.saysMet', { target: said(one.targetClass ?? 'III') })
        : t('monitoring.sections.saysFailed', {
            target: said(one.targetClass ?? 'III'),
            items: exceeding(one.exceeding),
          }),
    one.period === 'year' && one.passRate !== null
      ? t('monitoring.sections.saysRate', { met: one.met, of: one.withTarget, rate: one.passRate })
      : '',
    (derivation.pending ?? []).length > 0
      ? t('monitoring.sections.saysPending', { items: (derivation.pending ?? []).map(nameOf).join(comma()) })
      : '',
  ].filter(Boolean)
  return (
    <>
      <p className={one.meets === false ? 'sec-verdict failed' : 'sec-verdict'}>{sentences.join('')}</p>
      <p className="mon-note">{t('monitoring.sections.method')}</p>
    </>
  )
}

/** What was measured and is not in the class, what lay aside, and what the method asks for and nobody measured. */
function TookNoPart({ derivation }: { derivation: Derivation }) {
  const { t } = useTranslation()
  const { nameOf } = useParameters()
  const { leftOut, missing, aside = [], short = [] } = derivation
  const lines = [
    ...leftOut.map(({ code, why }) => ({ code, why: t(`monitoring.sections.leftOut.${why}`) })),
    ...aside.map(({ parameter, why }) => ({ code: parameter, why: t(`monitoring.sections.aside.${why}`) })),
    ...short.map(({ parameter, months, needed }) => ({
      code: parameter,
      why: t('monitoring.sections.short', { months, needed }),
    })),
  ]
  if (lines.length === 0 && missing.length === 0) return null
  return (
    <div className="sec-aside">
      <h3>{t('monitoring.sections.tookNoPart')}</h3>
      <ul>
        {lines.map(({ code, why }) => (
          <li key={`${code} ${why}`}>
            <b>{nameOf(code)}</b> {why}
          </li>
        ))}
        {missing.length > 0 && (
          <li>
            {t('monitoring.sections.missing', { count: missing.length, items: missing.map(nameOf).join(comma()) })}
          </li>
        )}
      </ul>
    </div>
  )
}

function MonthsBehind({ one, onOpen }: { one: AssessmentDetail; onOpen: (id: number) => void }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const months = (one.behind.assessments ?? []) as { id: number; month: number; class: typeof one.class }[]
  return (
    <div className="sec-aside">
      <h3>{t('monitoring.sections.monthsBehind')}</h3>
      <ul className="sec-months">
        {months.map(({ id, month, class: found }) => (
          <li key={id}>
            <Button type="link" className="sec-link" onClick={() => onOpen(id)}>
              {monthName(month, language)}
            </Button>
            <ClassMark of={found} />
          </li>
        ))}
      </ul>
    </div>
  )
}
