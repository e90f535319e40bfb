import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { documentsQuery } from '../../plan/api.ts'
import { CutNote } from '../../shell/CutNote.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { type Programme, programmesQuery, useOpenProgramme } from './api.ts'
import { Field } from './Field.tsx'
import { frequencies } from './filter.ts'
import './tasks.css'

/** 台账: what is supervised together; each opens to what can still be dispatched. */
export function ProgrammesPage() {
  const { t } = useTranslation()
  const list = useQuery(programmesQuery)
  const mayDispatch = useMay('delivery.dispatch')
  const [opening, setOpening] = useState(false)
  return (
    <Page
      narrow
      title={t('delivery.tasks.programmes')}
      lede={t('delivery.tasks.programmesLede')}
      actions={
        mayDispatch && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {t('delivery.tasks.openProgramme')}
          </Button>
        )
      }
    >
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <QuietState title={t('delivery.tasks.noProgrammes')}>{t('delivery.tasks.noProgrammesTodo')}</QuietState>
      )}
      <ul className="programme-list">
        {list.data?.items.map((one) => (
          <li key={one.id}>
            <Link to="/programmes/$programmeId" params={{ programmeId: one.id }}>
              {one.title}
            </Link>
            {one.sample && <span className="badge extracted">{t('plan.sample')}</span>}
            <small>
              <ProgrammeCounts programme={one} />
            </small>
          </li>
        ))}
      </ul>
      <CutNote shown={list.data?.items.length ?? 0} total={list.data?.total} />
      {opening && <OpenDialog known={list.data?.items ?? []} onClose={() => setOpening(false)} />}
    </Page>
  )
}

/** How many tasks, and where they stand. */
export function ProgrammeCounts({ programme }: { programme: Programme }) {
  const { t } = useTranslation()
  const { retired: _, ...standing } = programme.tasks
  const total = Object.values(standing).reduce((sum, count) => sum + count, 0)
  const parts = [
    t('delivery.tasks.total', { count: total, formatted: String(total) }),
    programme.unreceived > 0 ? t('delivery.tasks.unreceivedUnits', { count: programme.unreceived }) : '',
    standing.closed ? t('delivery.tasks.closedCount', { count: standing.closed }) : '',
    t(`delivery.tasks.frequencies.${programme.frequency}`),
    programme.retiredReason ?? '',
  ]
  return <>{parts.filter(Boolean).join(' · ')}</>
}

function OpenDialog({ known, onClose }: { known: readonly Programme[]; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const documents = useQuery(documentsQuery())
  const open = useOpenProgramme()
  const [documentId, setDocument] = useState<string | null>(null)
  const [title, setTitle] = useState('')
  const [frequency, setFrequency] = useState<(typeof frequencies)[number]>('half_year')
  const taken = new Set(known.map(({ document }) => document?.id))
  const options = (documents.data?.items ?? []).filter(({ id }) => !taken.has(id))
  const send = () =>
    open.mutate(
      { title: title.trim(), frequency, ...(documentId ? { documentId } : {}) },
      {
        onSuccess: ({ id }) => void navigate({ to: '/programmes/$programmeId', params: { programmeId: id } }),
      },
    )
  return (
    <Modal
      open
      title={t('delivery.tasks.openProgramme')}
      okText={t('delivery.tasks.open')}
      okButtonProps={{ disabled: !title.trim() }}
      confirmLoading={open.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Field label={t('delivery.tasks.ofDocument')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            value={documentId}
            placeholder={t('delivery.tasks.withoutDocument')}
            aria-label={t('delivery.tasks.ofDocument')}
            options={options.map(({ id, title: label }) => ({ value: id, label }))}
            onChange={(id?: string | null) => {
              setDocument(id ?? null)
              const chosen = options.find((one) => one.id === id)
              if (chosen) setTitle(chosen.title)
            }}
          />
        )}
      </Field>
      <Field label={t('delivery.tasks.programmeTitle')}>
        {(id) => <Input id={id} value={title} maxLength={200} onChange={({ target }) => setTitle(target.value)} />}
      </Field>
      <Field label={t('delivery.tasks.frequency')}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            value={frequency}
            aria-label={t('delivery.tasks.frequency')}
            options={frequencies.map((value) => ({ value, label: t(`delivery.tasks.frequencies.${value}`) }))}
            onChange={setFrequency}
          />
        )}
      </Field>
      {open.isError && <ProblemNotice problem={open.error} />}
    </Modal>
  )
}
