import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Input, Progress, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { FileChoice } from '../../shell/FileChoice.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { QuietState } from '../../shell/states.tsx'
import { Notice } from '../shared/Notice.tsx'
import { type UploadWish, useUpload, useUploadPreview } from './api.ts'
import { FaultTable } from './FaultTable.tsx'
import { faultsIn } from './faults.ts'
import { Outcome } from './Outcome.tsx'
import { PreviewFacts } from './PreviewFacts.tsx'
import '../shared/shared.css'
import './uploads.css'

/** 上传监测数据: a table is looked at first, and then written as a whole or not at all. */
export function UploadPage() {
  const { t } = useTranslation()
  const mayWrite = useMay('observation.write')
  const [file, setFile] = useState<File | null>(null)
  const [origin, setOrigin] = useState<UploadWish['origin']>('manual')
  const [reason, setReason] = useState('')
  const [sent, setSent] = useState(0)
  const preview = useUploadPreview(setSent)
  const writing = useUpload(setSent)
  const [method, setMethod] = useState('')
  const look = (chosen: File, meant: UploadWish['origin'] = origin, by = method) => {
    setFile(chosen)
    setSent(0)
    setReason('')
    writing.reset()
    preview.mutate({ file: chosen, origin: meant, method: by })
  }
  const shown = preview.data
  const asksMethod = method !== '' || shown?.faults.some(({ code }) => code === 'datastream_ambiguous')
  const refused = faultsIn(writing.error)
  const write = (correction?: string) =>
    shown &&
    file &&
    writing.mutate({ file, origin, method, sha256: shown.sha256, ...(correction ? { correction } : {}) })
  const busy = preview.isPending || writing.isPending
  return (
    <Page
      title={t('monitoring.uploads.title')}
      lede={t('monitoring.uploads.lede')}
      actions={
        <>
          <TemplateMenu />
          <Link to="/observations/batches" className="mon-action">
            {t('monitoring.uploads.batches')}
          </Link>
        </>
      }
    >
      {!mayWrite && (
        <QuietState title={t('monitoring.uploads.notYours')}>{t('monitoring.uploads.notYoursTodo')}</QuietState>
      )}
      {mayWrite && (
        <>
          <FileChoice
            file={file}
            words={{
              drop: t('monitoring.uploads.drop'),
              formats: t('monitoring.uploads.formats'),
              choose: t('monitoring.uploads.choose'),
              another: t('monitoring.uploads.another'),
            }}
            accept=".csv,.txt,.tsv,.xlsx,.xlsm"
            testId="observations-file"
            onFile={(chosen) => look(chosen)}
          />
          <Radio.Group
            className="upl-origin"
            value={origin}
            onChange={(event) => {
              setOrigin(event.target.value)
              if (file) look(file, event.target.value)
            }}
            options={(['manual', 'automatic'] as const).map((value) => ({
              value,
              label: t(`monitoring.uploads.origins.${value}`),
            }))}
          />
          {asksMethod && file && (
            <Input.Search
              className="upl-method"
              aria-label={t('monitoring.uploads.method')}
              placeholder={t('monitoring.uploads.method')}
              enterButton={t('monitoring.uploads.lookAgain')}
              maxLength={100}
              defaultValue={method}
              onSearch={(by) => {
                setMethod(by.trim())
                look(file, origin, by.trim())
              }}
            />
          )}
        </>
      )}
      {busy && <Progress percent={Math.round(sent * 100)} aria-label={t('monitoring.uploads.sending')} />}
      {busy && sent === 1 && (
        <p role="status">{t(writing.isPending ? 'monitoring.uploads.writing' : 'monitoring.uploads.reading')}</p>
      )}
      {preview.error && <ProblemNotice problem={preview.error} />}
      {writing.data && <Outcome of={writing.data} />}
      {shown && file && !writing.data && (
        <>
          <PreviewFacts preview={shown} />
          {shown.faultCount > 0 && (
            <>
              <Notice kind="fault" title={t('monitoring.uploads.faults', { count: shown.faultCount })} />
              <FaultTable faults={shown.faults} count={shown.faultCount} />
            </>
          )}
          {shown.faultCount === 0 && shown.values === 0 && (
            <Notice kind="info" title={t('monitoring.uploads.nothing')} />
          )}
          {writing.error && !refused && <ProblemNotice problem={writing.error} />}
          {refused && (
            <>
              <Notice
                kind="fault"
                title={t(refused.conflicting ? 'monitoring.uploads.conflicts' : 'monitoring.uploads.faults', {
                  count: refused.count,
                })}
              />
              <FaultTable faults={refused.faults} count={refused.count} conflicting={refused.conflicting} />
            </>
          )}
          {refused?.conflicting ? (
            <div className="upl-correct sheet">
              <label htmlFor="correction">{t('monitoring.uploads.correctionLabel')}</label>
              <Input.TextArea
                id="correction"
                value={reason}
                maxLength={500}
                autoSize={{ minRows: 2 }}
                onChange={(event) => setReason(event.target.value)}
              />
              <Button
                type="primary"
                disabled={reason.trim() === ''}
                loading={writing.isPending}
                onClick={() => write(reason.trim())}
              >
                {t('monitoring.uploads.correct')}
              </Button>
            </div>
          ) : shown.faultCount > 0 ? null : (
            <Button
              type="primary"
              size="large"
              loading={writing.isPending}
              disabled={shown.values === 0 || refused !== null}
              onClick={() => write()}
            >
              {t('monitoring.uploads.write', { count: shown.values })}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

function TemplateMenu() {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['xlsx', 'csv'] as const).map((ending) => ({
          key: ending,
          label: (
            <a href={`/api/v1/observations/uploads/template.${ending}`} download>
              {t(`monitoring.sections.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('monitoring.uploads.template')}</Button>
    </Dropdown>
  )
}
