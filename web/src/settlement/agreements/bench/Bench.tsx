import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Segmented, Select } from 'antd'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'
import { download } from '../../../shell/api.ts'
import { ProblemNotice, useProblemText } from '../../../shell/ProblemNotice.tsx'
import { stop } from '../../../shell/punctuation.ts'
import { Labelled } from '../../parts/Labelled.tsx'
import { tryAgreement } from '../api.ts'
import { searchOf, type TrialSearch, trialOf } from './address.ts'
import './bench.css'
import { BenchResult } from './BenchResult.tsx'
import { GivenFields } from './GivenFields.tsx'
import { MonthsFields } from './MonthsFields.tsx'
import { inputsGiven, sectionsNeeded } from './needs.ts'
import { requestOf, type Trial, type Tried } from './request.ts'
import { TermFields } from './TermFields.tsx'
import { yearChoices, yearsWithin } from './years.ts'

/** What is typed stands in the address when one pauses: browsers bound how often an address may change. */
const PAUSE_MS = 400

/** 试算: years of one's choice, on recorded or typed data, with other terms; held against the agreement as it stands. */
export function Bench(props: {
  content: AgreementContent
  /** Names by hand, where the server has told them. */
  given: readonly string[] | null
  tried: Tried
  /** What it is held against, where that is not the same without the terms that are tried. */
  against?: Tried | null
  /** What the address says is tried: it is worked out at once. */
  first?: TrialSearch
  /** Where the address keeps what is tried. */
  onChange?: (trial: TrialSearch) => void
}) {
  const { content, tried, against = null } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const years = useMemo(() => yearChoices(content), [content])
  const [first] = useState<Trial>(() => trialOf(props.first ?? {}, content))
  const [chosen, setTrial] = useState(first)
  // Another period, other years: what lies outside of it cannot be tried, and is tried again once it covers it.
  const trial = useMemo(() => ({ ...chosen, years: yearsWithin(chosen.years, content) }), [chosen, content])
  const set = (part: Partial<Trial>) => setTrial((now) => ({ ...now, ...part }))
  const asked = useMemo(
    () => ({ sections: sectionsNeeded(content, trial.years), given: [...(props.given ?? inputsGiven(content))] }),
    [content, trial.years, props.given],
  )
  const request = requestOf(trial, tried, asked)
  const run = useMutation({
    mutationFn: async () => {
      const { terms, ...rest } = request
      const base = against ? { ...requestOf(trial, against, asked), terms: {} } : terms ? rest : null
      const [answer, unchanged] = await Promise.all([
        tryAgreement(request),
        base ? tryAgreement(base).catch(() => null) : Promise.resolve(null),
      ])
      return { answer, unchanged, request }
    },
  })
  const save = useMutation({
    mutationFn: () =>
      download('/api/v1/agreements/bench.xlsx', run.data?.request ?? request, t('settlement.agreements.bench.file')),
    onError: (problem) => {
      const { title, todo } = words(problem)
      void message.error(`${title}${stop()}${todo}`, 8)
    },
  })
  const keep = useEffectEvent(() => props.onChange?.(searchOf(chosen)))
  useEffect(() => {
    if (chosen === first) return
    const pause = setTimeout(keep, PAUSE_MS)
    return () => clearTimeout(pause)
  }, [chosen, first])
  const open = useEffectEvent(() => {
    if (Object.keys(props.first ?? {}).length > 0 && trial.years.length > 0) run.mutate()
  })
  useEffect(() => open(), [])
  return (
    <form
      className="bench"
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate()
      }}
    >
      <p className="quiet no-print">
        {t('settlement.agreements.bench.lede')} {props.onChange && t('settlement.agreements.bench.link')}
      </p>
      <div className="bench-fields no-print">
        <Labelled label={t('settlement.agreements.bench.years')}>
          <Select
            mode="multiple"
            aria-label={t('settlement.agreements.bench.years')}
            value={[...trial.years]}
            options={years.map((year) => ({ value: year, label: String(year) }))}
            onChange={(chosen: number[]) => set({ years: chosen.sort((one, other) => one - other) })}
            maxCount={30}
          />
        </Labelled>
        <Labelled label={t('settlement.agreements.bench.data')}>
          <Segmented<Trial['data']>
            aria-label={t('settlement.agreements.bench.data')}
            value={trial.data}
            onChange={(data) => set({ data })}
            options={(['recorded', 'typed'] as const).map((value) => ({
              value,
              label: t(`settlement.agreements.bench.datas.${value}`),
              disabled: value === 'typed' && asked.sections.length === 0,
            }))}
          />
        </Labelled>
      </div>
      {trial.data === 'typed' && asked.sections.length > 0 && (
        <MonthsFields
          sections={asked.sections}
          items={content.agreement.items}
          typed={trial.typed}
          onChange={(typed) => set({ typed })}
        />
      )}
      {asked.given.length > 0 && (
        <GivenFields names={asked.given} years={trial.years} given={trial.given} onChange={(given) => set({ given })} />
      )}
      <TermFields content={content} terms={trial.terms} onChange={(terms) => set({ terms })} />
      <div className="acts no-print">
        <Button type="primary" htmlType="submit" disabled={trial.years.length === 0} loading={run.isPending}>
          {t('settlement.agreements.bench.run')}
        </Button>
        <Button icon={<DownloadOutlined />} disabled={!run.data} loading={save.isPending} onClick={() => save.mutate()}>
          {t('settlement.agreements.bench.export')}
        </Button>
      </div>
      {run.isError && <ProblemNotice problem={run.error} />}
      {run.data && <BenchResult answer={run.data.answer} unchanged={run.data.unchanged} />}
    </form>
  )
}
