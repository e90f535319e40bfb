import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'
import { download } from '../../../shell/api.ts'
import { ProblemNotice, useProblemText } from '../../../shell/ProblemNotice.tsx'
import { stop } from '../../../shell/punctuation.ts'
import { Labelled } from '../../parts/Labelled.tsx'
import { tryAgreement } from '../api.ts'
import './bench.css'
import { BenchResult } from './BenchResult.tsx'
import { GivenFields } from './GivenFields.tsx'
import { MonthsFields } from './MonthsFields.tsx'
import { inputsGiven, sectionsNeeded } from './needs.ts'
import { requestOf, type Trial, type Tried } from './request.ts'
import { TermFields } from './TermFields.tsx'

/** 试算: years of one's choice, on recorded or typed data, with other terms; held against the agreement as it stands. */
export function Bench(props: {
  content: AgreementContent
  /** Names by hand, where the server has told them. */
  given: readonly string[] | null
  tried: Tried
  /** What it is held against, where that is not the same without the terms that are tried. */
  against?: Tried | null
  isShown?: boolean
}) {
  const { content, tried, against = null } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const [from, to] = content.agreement.years ?? [null, null]
  // biome-ignore lint/correctness/useExhaustiveDependencies: other changes of the content leave the years as they are
  const years = useMemo(() => yearChoices(content), [from, to])
  const [trial, setTrial] = useState<Trial>(() => ({
    ...{ years: firstYears(content), data: 'recorded', typed: {}, given: {}, terms: {} },
  }))
  const set = (part: Partial<Trial>) => setTrial((now) => ({ ...now, ...part }))
  // Another period, other years: what lies outside of it cannot be tried.
  const [period, setPeriod] = useState(years)
  if (period !== years) {
    setPeriod(years)
    const kept = trial.years.filter((year) => years.includes(year))
    if (kept.length < trial.years.length) set({ years: kept.length > 0 ? kept : firstYears(content) })
  }
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
  return (
    <form
      className="bench"
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate()
      }}
    >
      <p className="quiet no-print">{t('settlement.agreements.bench.lede')}</p>
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

/** Years that may be tried: those of the agreement, and those around where it names none. */
export function yearChoices({ agreement }: AgreementContent, now = new Date().getFullYear()): number[] {
  const [first, last] = agreement.years ?? [now - 9, now]
  return Array.from({ length: Math.min(last - first + 1, 60) }, (_, at) => first + at)
}

const firstYears = (content: AgreementContent) =>
  yearChoices(content)
    .slice(content.agreement.years ? 0 : -3)
    .slice(0, 10)
