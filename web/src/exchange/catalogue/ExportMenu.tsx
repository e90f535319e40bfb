import { useTranslation } from 'react-i18next'
import { withQuery } from '../../shell/api.ts'
import { FileMenu } from '../FileMenu.tsx'
import type { CatalogueSearch } from './filter.ts'

/** The list as it is narrowed, as an inventory; and the whole catalogue for other catalogues to harvest. */
export function ExportMenu({ search }: { search: CatalogueSearch }) {
  const { t } = useTranslation()
  return (
    <FileMenu
      label={t('exchange.catalogue.export')}
      hrefOf={(ending) => withQuery(`/api/v1/resources.${ending}`, { ...search })}
      further={[{ type: 'divider' }, ...dcatItems('/api/v1/resources/dcat', t('exchange.catalogue.exports.catalogue'))]}
    />
  )
}

/** Links to the two forms of one DCAT address. */
export const dcatItems = (address: string, of: string) =>
  (
    [
      ['jsonld', 'JSON-LD'],
      ['turtle', 'Turtle'],
    ] as const
  ).map(([format, name]) => ({
    key: format,
    label: (
      <a href={withQuery(address, { format })} target="_blank" rel="noreferrer">
        {`${of} DCAT 3 (${name})`}
      </a>
    ),
  }))
