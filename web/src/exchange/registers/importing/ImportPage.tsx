import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Dropdown, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistryImportFault, RegistryImportPreview } from '../../../../../src/exchange/schemas.ts'
import { useMay } from '../../../access/session.ts'
import { Notice } from '../../../monitoring/shared/Notice.tsx'
import { Problem } from '../../../shell/api.ts'
import { FileChoice } from '../../../shell/FileChoice.tsx'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { comma } from '../../../shell/punctuation.ts'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { registryQuery, useTableImport, useTablePreview } from '../api.ts'
import { useRegistryWords } from '../words.ts'
import { CellFaults } from './CellFaults.tsx'
import '../parts.tsx'

const route = getRouteApi('/registries/$code/import')

/** 导入表格: the file is looked at, all that is wrong is shown, and then all of it is imported or nothing. */
export function ImportPage() {
  const { t } = useTranslation()
  const { code } = route.useParams()
  const { name } = useRegistryWords()
  const registry = useQuery(registryQuery(code))
  const mayWrite = useMay('registry.write')
  const [file, setFile] = useState<File | null>(null)
  const [publish, setPublish] = useState(false)
  const preview = useTablePreview(code)
  const importing = useTableImport(code)
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
      title={[t('exchange.registers.importing.title'), registry.data && name(registry.data)]
        .filter(Boolean)
        .join(' · ')}
      lede={t('exchange.registers.importing.lede')}
      actions={mayWrite && <TemplateMenu code={code} />}
    >
      {registry.isError && <ProblemNotice problem={registry.error} />}
      {!mayWrite && (
        <QuietState title={t('exchange.registers.form.notYours')}>
          {t('exchange.registers.form.notYoursTodo')}
        </QuietState>
      )}
      {mayWrite && (
        <>
          <FileChoice
            file={file}
            words={{
              drop: t('exchange.registers.importing.drop'),
              formats: t('exchange.registers.importing.formats'),
              choose: t('exchange.registers.importing.choose'),
              another: t('exchange.registers.importing.another'),
            }}
            accept=".xlsx,.xlsm,.csv,.tsv,.txt"
            testId="registry-file"
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
              { value: false, label: t('exchange.registers.importing.asDrafts') },
              { value: true, label: t('exchange.registers.importing.atOnce') },
            ]}
          />
        </>
      )}
      {preview.isPending && <Loading label={t('exchange.registers.importing.reading')} />}
      {preview.error && <ProblemNotice problem={preview.error} />}
      {importing.error && !refused && <ProblemNotice problem={importing.error} />}
      {importing.data && (
        <Notice kind="done" title={t('exchange.registers.importing.done')}>
          {t('exchange.registers.importing.counts', { ...importing.data })}{' '}
          <Link
            to="/registries/$code"
            params={{ code }}
            search={importing.data.published > 0 ? {} : { state: 'draft' }}
          >
            {t('exchange.registers.importing.toList')}
          </Link>
        </Notice>
      )}
      {shown && file && !importing.data && (
        <>
          <Outcome preview={faults ? { ...shown, added: 0, changed: 0, unchanged: 0 } : shown} />
          {faults ? (
            <>
              <Notice
                kind="fault"
                title={t('exchange.registers.importing.faults', { file: shown.file, count: faults.count })}
              />
              <CellFaults faults={faults.faults} count={faults.count} />
            </>
          ) : (
            <Button
              type="primary"
              size="large"
              loading={importing.isPending}
              disabled={shown.entries === 0}
              onClick={() => importing.mutate({ file, publish, sha256: shown.sha256 })}
            >
              {t('exchange.registers.importing.import', {
                count: publish ? shown.entries : shown.added + shown.changed,
              })}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

/** Faults with which the import itself was refused: something has changed since the file was looked at. */
function faultsOf(problem: unknown): { count: number; faults: RegistryImportFault[] } | null {
  if (!(problem instanceof Problem) || problem.code !== 'registry_rows_unfit') return null
  return problem.facts as unknown as { count: number; faults: RegistryImportFault[] }
}

function Outcome({ preview }: { preview: RegistryImportPreview }) {
  const { t } = useTranslation()
  return (
    <section className="catalogue-outcome sheet" aria-live="polite">
      <p>{t('exchange.registers.importing.would', { ...preview })}</p>
      <ul>
        {preview.sheets.map(({ sheet, rows, unread }) => (
          <li key={sheet}>
            {t(sheet ? 'exchange.registers.importing.sheet' : 'exchange.registers.importing.csv', { sheet, rows })}
            {unread.length > 0 && (
              <small>{t('exchange.registers.importing.unread', { columns: unread.join(comma()) })}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function TemplateMenu({ code }: { code: string }) {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['xlsx', 'csv'] as const).map((ending) => ({
          key: ending,
          label: (
            <a href={`/api/v1/registries/${code}/template.${ending}`} download>
              {t(`exchange.registers.exports.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('exchange.registers.importing.template')}</Button>
    </Dropdown>
  )
}
