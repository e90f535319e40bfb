import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'

/** The same as a workbook or as text: what is downloaded in either form. */
export function FileMenu(props: {
  label: string
  hrefOf: (ending: 'xlsx' | 'csv') => string
  /** What else can be had. */
  further?: NonNullable<MenuProps['items']>
}) {
  const { t } = useTranslation()
  const { label, hrefOf, further = [] } = props
  const forms = (['xlsx', 'csv'] as const).map((ending) => ({
    key: ending,
    label: (
      <a href={hrefOf(ending)} download>
        {t(`exchange.catalogue.exports.${ending}`)}
      </a>
    ),
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items: [...forms, ...further] }}>
      <Button className="no-print" icon={<DownloadOutlined />}>
        {label}
      </Button>
    </Dropdown>
  )
}
