import { TableOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

export const columnNames = ['kind', 'units', 'deadline', 'document', 'state', 'confirmed'] as const
export type ColumnName = (typeof columnNames)[number]
const KEY = 'qunce.register.columns'
const usual: readonly ColumnName[] = ['kind', 'units', 'deadline', 'document', 'state']

/** Which columns the table shows, remembered on this machine. The title always stays. */
export function useColumns(): [readonly ColumnName[], (columns: readonly ColumnName[]) => void] {
  const [columns, setColumns] = useState<readonly ColumnName[]>(() => {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY) ?? 'null') as unknown
      return Array.isArray(stored) ? columnNames.filter((name) => stored.includes(name)) : usual
    } catch {
      return usual
    }
  })
  const change = (next: readonly ColumnName[]) => {
    setColumns(next)
    try {
      localStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // storage is off: the choice holds until the page is closed
    }
  }
  return [columns, change]
}

export function ColumnChooser(props: {
  columns: readonly ColumnName[]
  onChange: (columns: readonly ColumnName[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="column-choices"
          value={[...props.columns]}
          options={columnNames.map((value) => ({ value, label: t(`register.columns.${value}`) }))}
          onChange={(chosen) => props.onChange(columnNames.filter((name) => chosen.includes(name)))}
        />
      }
    >
      <Button icon={<TableOutlined />} aria-label={t('register.chooseColumns')} />
    </Popover>
  )
}
