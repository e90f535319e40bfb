import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportFault, ImportPreview } from '../../../../../src/exchange/schemas.ts'
import { useMay } from '../../../access/session.ts'
import { Notice } from '../../../monitoring/shared/Notice.tsx'
import { Problem } from '../../../shell/api.ts'
import { FileChoice } from '../../../shell/FileChoice.tsx'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { comma } from '../../../shell/punctuation.ts'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { useImport, useImportPreview } from '../api.ts'
import { FaultTable } from './FaultTable.tsx'
import '../parts.tsx'

/** 导入目录清单: the file is looked at, all that is wrong is shown, and then all of it is imported or nothing. */
export function ImportPage() {
  const { t } = useTranslation()
  const mayCompile = useMay('catalogue.compile')
  const [file, setFile] = useState<File | null>(null)
  const [publish, setPublish] = useState(false)
  const preview = useImportPreview()
  const importing = useImport()
  const look = (chosen: File, toPublish = publish) => {
    setFile(chosen)
    importing.reset()
    preview.mutate({ file: chosen, publish: toPublish })
  }
  const shown = preview.data
  const refused = faultsOf(importing.error)
  const faults = refused ?? (shown && shown.faultCount > 0 ? { count: shown.faultCount, faults: shown.faults } : null)
  return (
    <Page
      title={t('exchange.catalogue.importing.title')}
      lede={t('exchange.catalogue.importing.lede')}
      actions={<TemplateMenu />}
    >
      {!mayCompile && (
        <QuietState title={t('exchange.catalogue.form.notYours')}>
          {t('exchange.catalogue.form.notYoursTodo')}
        </QuietState>
      )}
      {mayCompile && (
        <>
          <FileChoice
            file={file}
            words={{
              drop: t('exchange.catalogue.importing.drop'),
              formats: t('exchange.catalogue.importing.formats'),
              choose: t('exchange.catalogue.importing.choose'),
              another: t('exchange.catalogue.importing.another'),
            }}
            accept=".xlsx,.xlsm,.csv,.tsv,.txt"
            testId="inventory-file"
            onFile={(chosen) => look(chosen)}
          />
          <Radio.Group
            className="catalogue-wish"
            value={publish}
            onChange={(event) => {
              setPublish(event.target.value)
              if (file) look(file, event.target.value)
            }}
            options={[
              { value: false, label: t('exchange.catalogue.importing.asDrafts') },
              { value: true, label: t('exchange.catalogue.importing.atOnce') },
            ]}
          />
        </>
      )}
      {preview.isPending && <Loading label={t('exchange.catalogue.importing.reading')} />}
      {preview.error && <ProblemNotice problem={preview.error} />}
      {importing.error && !refused && <ProblemNotice problem={importing.error} />}
      {importing.data && (
        <Notice kind="done" title={t('exchange.catalogue.importing.done')}>
          {t('exchange.catalogue.importing.counts', { ...importing.data })}{' '}
          <Link to="/resources" search={importing.data.published > 0 ? {} : { state: 'draft' }}>
            {t('exchange.catalogue.importing.toList')}
          </Link>
        </Notice>
      )}
      {shown && file && !importing.data && (
        <>
          <Outcome preview={shown} />
          {faults && (
            <>
              <Notice
                kind="fault"
                title={t('exchange.catalogue.importing.faults', { file: shown.file, count: faults.count })}
              />
              <FaultTable faults={faults.faults} count={faults.count} />
            </>
          )}
          {!faults && (
            <Button
              type="primary"
              size="large"
              loading={importing.isPending}
              disabled={shown.resources === 0}
              onClick={() => importing.mutate({ file, publish, sha256: shown.sha256 })}
            >
              {t(publish ? 'exchange.catalogue.importing.publish' : 'exchange.catalogue.importing.import', {
                count: shown.added + shown.changed,
              })}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

/** Faults with which the import itself was refused: something has changed since the file was looked at. */
function faultsOf(problem: unknown): { count: number; faults: ImportFault[] } | null {
  if (!(problem instanceof Problem) || problem.code !== 'resource_rows_unfit') return null
  return problem.facts as unknown as { count: number; faults: ImportFault[] }
}

function Outcome({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation()
  const { sheets, changes, withdrawn } = preview
  return (
    <section className="catalogue-outcome sheet" aria-live="polite">
      <p>{t('exchange.catalogue.importing.would', { ...preview })}</p>
      {withdrawn > 0 && <p>{t('exchange.catalogue.importing.withdrawn', { count: withdrawn })}</p>}
      <ul>
        {sheets.map(({ sheet, rows, unread }) => (
          <li key={sheet}>
            {t(sheet ? 'exchange.catalogue.importing.sheet' : 'exchange.catalogue.importing.csv', { sheet, rows })}
            {unread.length > 0 && (
              <small>{t('exchange.catalogue.importing.unread', { columns: unread.join(comma()) })}</small>
            )}
          </li>
        ))}
      </ul>
      {changes.length > 0 && (
        <details>
          <summary>{t('exchange.catalogue.importing.changes')}</summary>
          <ul>
            {changes.map(({ sheet, row, name, fields, isWithdrawn }) => (
              <li key={`${sheet} ${row}`}>
                {name}
                {isWithdrawn && <small>{t('exchange.catalogue.states.withdrawn')}</small>}
                <small>{fields.map((field) => t(`exchange.catalogue.fields.${field as 'name'}`)).join(comma())}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
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
            <a href={`/api/v1/resources/imports/template.${ending}`} download>
              {t(`exchange.catalogue.exports.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('exchange.catalogue.importing.template')}</Button>
    </Dropdown>
  )
}
