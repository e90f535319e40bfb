import { ArrowRightOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
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
  const items = documents.data?.items ?? []
  if (documents.data && items.length < 2)
    return (
      <p className="alignment-few">
        {t('alignment.list.fewDocuments')} <Link to="/documents">{t('alignment.list.bring')}</Link>
      </p>
    )
  const options = items.map(({ id, title, number, date }) => ({
    value: id,
    label: title,
    more: [number, date].filter(Boolean).join(' · '),
  }))
  const choice = (side: 'upper' | 'lower', value: string | undefined, choose: (id: string) => void) => (
    // biome-ignore lint/a11y/noLabelWithoutControl: the choice is inside
    <label>
      <b>{t(`alignment.list.${side}`)}</b>
      <small>{t(`alignment.list.${side}Lede`)}</small>
      <Select
        aria-label={t(`alignment.list.${side}`)}
        placeholder={t('alignment.list.choose')}
        loading={documents.isPending}
        value={value ?? null}
        onChange={(id) => id && choose(id)}
        showSearch={{ optionFilterProp: 'label' }}
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
  const same = upper !== undefined && upper === lower
  return (
    <section className="alignment-start no-print">
      <h2>{t('alignment.list.start')}</h2>
      <div className="alignment-choice">
        {choice('upper', upper, setUpper)}
        <ArrowRightOutlined aria-hidden="true" />
        {choice('lower', lower, setLower)}
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
