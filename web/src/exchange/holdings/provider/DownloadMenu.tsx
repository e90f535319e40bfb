import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'

/** All rows, or the headings alone where there are none. */
export function DownloadMenu({ resourceId, label }: { resourceId: string; label: string }) {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['xlsx', 'csv'] as const).map((ending) => ({
          key: ending,
          label: (
            <a href={`/api/v1/resources/${resourceId}/holding/rows.${ending}`} download>
              {t(`exchange.holdings.data.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button className="no-print" icon={<DownloadOutlined />}>
        {label}
      </Button>
    </Dropdown>
  )
}
