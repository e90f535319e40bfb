import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Query, withQuery } from '../../shell/api.ts'
import type { RegisterFilter } from './filter.ts'

/** Takes away what the filter shows, as a table. */
export function ExportMenu({ filter }: { filter: RegisterFilter }) {
  const { t } = useTranslation()
  const link = (ending: 'csv' | 'xlsx') => (
    <a href={withQuery(`/api/v1/commitments.${ending}`, filter as Query)} download>
      {t(`register.export.${ending}`)}
    </a>
  )
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: link('xlsx') },
          { key: 'csv', label: link('csv') },
        ],
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('register.export.title')}</Button>
    </Dropdown>
  )
}
