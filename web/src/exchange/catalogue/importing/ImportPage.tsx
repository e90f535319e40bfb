import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '../../../../../src/exchange/schemas.ts'
import { useMay } from '../../../access/session.ts'
import { Page } from '../../../shell/Page.tsx'
import { comma } from '../../../shell/punctuation.ts'
import { QuietState } from '../../../shell/states.tsx'
import { FileMenu } from '../../FileMenu.tsx'
import { TableImport } from '../../TableImport.tsx'
import { useImport, useImportPreview } from '../api.ts'
import { FaultTable } from './FaultTable.tsx'
import '../parts.tsx'

/** 导入目录清单: resources from an inventory in the fields of the guide. */
export function ImportPage() {
  const { t } = useTranslation()
  const mayCompile = useMay('catalogue.compile')
  const preview = useImportPreview()
  const importing = useImport()
  return (
    <Page
      title={t('exchange.catalogue.importing.title')}
      lede={t('exchange.catalogue.importing.lede')}
      actions={
        <FileMenu
          label={t('exchange.catalogue.importing.template')}
          hrefOf={(ending) => `/api/v1/resources/imports/template.${ending}`}
        />
      }
    >
      {mayCompile ? (
        <TableImport
          part="catalogue"
          testId="inventory-file"
          {...{ preview, importing }}
          unfitCode="resource_rows_unfit"
          outcome={(shown) => <Outcome preview={shown} />}
          faultTable={(faults) => <FaultTable {...faults} />}
          okText={({ added, changed }, publish) =>
            t(publish ? 'exchange.catalogue.importing.publish' : 'exchange.catalogue.importing.import', {
              count: added + changed,
            })
          }
          isEmpty={({ resources }) => resources === 0}
          done={(done) => (
            <>
              {t('exchange.catalogue.importing.counts', { ...done })}{' '}
              <Link to="/resources" search={done.published > 0 ? {} : { state: 'draft' }}>
                {t('exchange.catalogue.importing.toList')}
              </Link>
            </>
          )}
        />
      ) : (
        <QuietState title={t('exchange.catalogue.form.notYours')}>
          {t('exchange.catalogue.form.notYoursTodo')}
        </QuietState>
      )}
    </Page>
  )
}

function Outcome({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation()
  const { changes, withdrawn } = preview
  return (
    <>
      <p>{t('exchange.catalogue.importing.would', { ...preview })}</p>
      {withdrawn > 0 && <p>{t('exchange.catalogue.importing.withdrawn', { count: withdrawn })}</p>}
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
    </>
  )
}
