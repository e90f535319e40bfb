import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { withQuery } from '../../shell/api.ts'
import type { CatalogueSearch } from './filter.ts'

/** The list as it is narrowed, as an inventory; and the whole catalogue for other catalogues to harvest. */
export function ExportMenu({ search }: { search: CatalogueSearch }) {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...(['xlsx', 'csv'] as const).map((ending) => ({
            key: ending,
            label: (
              <a href={withQuery(`/api/v1/resources.${ending}`, { ...search })} download>
                {t(`exchange.catalogue.exports.${ending}`)}
              </a>
            ),
          })),
          { type: 'divider' as const },
          ...dcatItems('/api/v1/resources/dcat', t('exchange.catalogue.exports.catalogue')),
        ],
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('exchange.catalogue.export')}</Button>
    </Dropdown>
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
