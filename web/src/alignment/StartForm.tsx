import { ArrowRightOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { documentsQuery } from '../plan/api.ts'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { align, alignmentKey } from './api.ts'

/** Chooses which document is compared with which, and opens what comes of it. */
export function StartForm() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const documents = useQuery(documentsQuery())
  const [upper, setUpper] = useState<string>()
  const [lower, setLower] = useState<string>()
  const run = useMutation({
    mutationFn: align,
    onSuccess: (view) => {
      queries.setQueryData(alignmentKey(view.id), view)
      void queries.invalidateQueries({ queryKey: ['alignments'] })
      void queries.invalidateQueries({ queryKey: ['alignment-matrix'] })
      void navigate({ to: '/alignments/$alignmentId', params: { alignmentId: view.id } })
    },
  })
  if (documents.data && documents.data.total < 2)
    return (
      <p className="alignment-few">
        {t('alignment.list.fewDocuments')} <Link to="/documents">{t('alignment.list.bring')}</Link>
      </p>
    )
  const same = upper !== undefined && upper === lower
  return (
    <section className="alignment-start no-print">
      <h2>{t('alignment.list.start')}</h2>
      <div className="alignment-choice">
        <DocumentChoice side="upper" value={upper} onChoose={setUpper} />
        <ArrowRightOutlined aria-hidden="true" />
        <DocumentChoice side="lower" value={lower} onChoose={setLower} />
        <Button
          type="primary"
          loading={run.isPending}
          disabled={!upper || !lower || same}
          onClick={() => upper && lower && run.mutate({ upperDocumentId: upper, lowerDocumentId: lower })}
        >
          {run.isPending ? t('alignment.list.running') : t('alignment.list.run')}
        </Button>
      </div>
      {same && <p className="faint">{t('alignment.list.same')}</p>}
      {documents.isError && <ProblemNotice problem={documents.error} onRetry={() => void documents.refetch()} />}
      {run.isError && <ProblemNotice problem={run.error} />}
    </section>
  )
}

/** One of the two documents, found among all of them as one types. */
function DocumentChoice(props: { side: 'upper' | 'lower'; value: string | undefined; onChoose: (id: string) => void }) {
  const { side, value, onChoose } = props
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), PAUSE)
  const documents = useQuery(documentsQuery(q === '' ? undefined : q))
  const [chosen, setChosen] = useState<Option>()
  const found = (documents.data?.items ?? []).map(
    ({ id, title, number, date }): Option => ({
      value: id,
      label: title,
      more: [number, date].filter(Boolean).join(' · '),
    }),
  )
  // What is chosen keeps its name also while something else is looked for.
  const options = chosen && !found.some((one) => one.value === chosen.value) ? [chosen, ...found] : found
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the choice is inside
    <label>
      <b>{t(`alignment.list.${side}`)}</b>
      <small>{t(`alignment.list.${side}Lede`)}</small>
      <Select
        aria-label={t(`alignment.list.${side}`)}
        placeholder={t('alignment.list.choose')}
        loading={documents.isFetching}
        value={value ?? null}
        onChange={(id) => {
          if (!id) return
          setChosen(options.find((one) => one.value === id))
          onChoose(id)
        }}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        options={options}
        optionRender={({ data }) => (
          <div className="alignment-option">
            {data.label}
            <small>{data.more}</small>
          </div>
        )}
      />
    </label>
  )
}

interface Option {
  value: string
  label: string
  more: string
}

/** Milliseconds without a key before the server is asked. */
const PAUSE = 200

function useSettled(value: string, pause: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), pause)
    return () => window.clearTimeout(timer)
  }, [value, pause])
  return settled
}
