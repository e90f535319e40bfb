import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LedgerPreview } from '../../../../src/delivery/ledger/schemas.ts'
import { FileChoice } from '../../shell/FileChoice.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useLedgerImport, useLedgerPreview } from './api.ts'
import { ErrorTable } from './ErrorTable.tsx'
import { MappingTable } from './MappingTable.tsx'
import './ledger.css'

/** 导入台账: the file is looked at, its columns are confirmed, and only then all of it is imported. */
export function ImportPage() {
  const { t } = useTranslation()
  const { programmeId } = useParams({ from: '/programmes/$programmeId/import' })
  const [file, setFile] = useState<File | null>(null)
  const preview = useLedgerPreview(programmeId)
  const importing = useLedgerImport(programmeId)
  const look = (chosen: File, wishes: { sheet?: string; mapping?: Readonly<Record<string, number>> } = {}) => {
    setFile(chosen)
    importing.reset()
    preview.mutate({ file: chosen, ...wishes })
  }
  const shown = preview.data
  return (
    <Page title={t('delivery.ledger.title')} lede={t('delivery.ledger.lede')}>
      <FileChoice
        file={file}
        words={{
          drop: t('delivery.ledger.drop'),
          formats: t('delivery.ledger.formats'),
          choose: t('delivery.ledger.choose'),
          another: t('delivery.ledger.another'),
        }}
        accept=".xlsx,.docx,.html,.htm,.md"
        testId="ledger-file"
        onFile={(chosen) => look(chosen)}
      />
      {preview.isPending && <Loading label={t('delivery.ledger.reading')} />}
      {preview.error && <ProblemNotice problem={preview.error} />}
      {importing.error && <ProblemNotice problem={importing.error} />}
      {importing.data && (
        <Alert
          type="success"
          showIcon
          title={t('delivery.ledger.imported', { ...importing.data })}
          action={
            <Link to="/tasks" search={{ programme: programmeId }}>
              {t('delivery.ledger.toTasks')}
            </Link>
          }
        />
      )}
      {shown && file && !importing.data && (
        <>
          {shown.sheets.length > 1 && (
            <div className="ledger-sheet">
              <span aria-hidden>{t('delivery.ledger.sheet')}</span>
              <Select
                aria-label={t('delivery.ledger.sheet')}
                value={shown.sheet}
                options={shown.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
                onChange={(sheet) => look(file, { sheet })}
              />
            </div>
          )}
          <MappingTable preview={shown} onMapping={(mapping) => look(file, { sheet: shown.sheet, mapping })} />
          <Outcome preview={shown} />
          {shown.errors.length > 0 && <ErrorTable preview={shown} />}
          <Popconfirm
            title={t('delivery.ledger.confirmTitle')}
            description={t('delivery.ledger.confirmText')}
            onConfirm={() =>
              importing.mutate({ file, sheet: shown.sheet, mapping: shown.mapping, sha256: shown.sha256 })
            }
          >
            <Button
              type="primary"
              size="large"
              loading={importing.isPending}
              disabled={!shown.complete || shown.errorCount > 0 || shown.added + shown.changed === 0}
            >
              {t('delivery.ledger.import', { n: shown.added + shown.changed })}
            </Button>
          </Popconfirm>
        </>
      )}
    </Page>
  )
}

function Outcome({ preview }: { preview: LedgerPreview }) {
  const { t } = useTranslation()
  if (!preview.complete) return <Alert type="warning" showIcon title={t('delivery.ledger.incomplete')} />
  if (preview.errorCount > 0)
    return <Alert type="error" showIcon title={t('delivery.ledger.errors', { n: preview.errorCount })} />
  const parts = [
    t('delivery.ledger.rows', { n: preview.rows }),
    t('delivery.ledger.added', { n: preview.added }),
    t('delivery.ledger.changed', { n: preview.changed }),
    t('delivery.ledger.unchanged', { n: preview.unchanged }),
  ]
  return (
    <div className="ledger-outcome" role="status">
      <p>{parts.join(' · ')}</p>
      {preview.changes.length > 0 && (
        <details>
          <summary>{t('delivery.ledger.changes')}</summary>
          <ul>
            {preview.changes.map(({ row, title, fields }) => (
              <li key={row}>
                {title}
                <small>
                  {fields
                    .map((field) => t(`delivery.ledger.fields.${field}` as 'delivery.ledger.fields.title'))
                    .join(comma())}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
