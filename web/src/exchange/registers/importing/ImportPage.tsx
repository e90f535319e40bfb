import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../../access/session.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { QuietState } from '../../../shell/states.tsx'
import { FileMenu } from '../../FileMenu.tsx'
import { TableImport } from '../../TableImport.tsx'
import { registryQuery, useTableImport, useTablePreview } from '../api.ts'
import { useRegistryWords } from '../words.ts'
import { CellFaults } from './CellFaults.tsx'
import '../parts.tsx'

const route = getRouteApi('/registries/$code/import')

/** 导入表格: entries of a register from a workbook or text, in the columns of its schema. */
export function ImportPage() {
  const { t } = useTranslation()
  const { code } = route.useParams()
  const { name } = useRegistryWords()
  const registry = useQuery(registryQuery(code))
  const mayWrite = useMay('registry.write')
  const preview = useTablePreview(code)
  const importing = useTableImport(code)
  return (
    <Page
      title={[t('exchange.registers.importing.title'), registry.data && name(registry.data)]
        .filter(Boolean)
        .join(' · ')}
      lede={t('exchange.registers.importing.lede')}
      actions={
        mayWrite && (
          <FileMenu
            label={t('exchange.registers.importing.template')}
            hrefOf={(ending) => `/api/v1/registries/${code}/template.${ending}`}
          />
        )
      }
    >
      {registry.isError && <ProblemNotice problem={registry.error} />}
      {mayWrite ? (
        <TableImport
          part="registers"
          testId="registry-file"
          {...{ preview, importing }}
          unfitCode="registry_rows_unfit"
          outcome={(shown, isUnfit) => (
            <p>
              {t('exchange.registers.importing.would', {
                ...shown,
                ...(isUnfit ? { added: 0, changed: 0, unchanged: 0 } : {}),
              })}
            </p>
          )}
          faultTable={(faults) => <CellFaults {...faults} />}
          okText={({ entries, added, changed }, publish) =>
            t('exchange.registers.importing.import', { count: publish ? entries : added + changed })
          }
          isEmpty={({ entries }) => entries === 0}
          done={(done) => (
            <>
              {t('exchange.registers.importing.counts', { ...done })}{' '}
              <Link to="/registries/$code" params={{ code }} search={done.published > 0 ? {} : { state: 'draft' }}>
                {t('exchange.registers.importing.toList')}
              </Link>
            </>
          )}
        />
      ) : (
        <QuietState title={t('exchange.registers.form.notYours')}>
          {t('exchange.registers.form.notYoursTodo')}
        </QuietState>
      )}
    </Page>
  )
}
