import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'

const DATA_TYPES = [
  'character',
  'numeric',
  'currency',
  'date',
  'dateTime',
  'boolean',
  'memo',
  'general',
  'double',
  'integer',
  'float',
] as const
const MOST = 1000

/** 信息项: a row for each column of the data. */
export function ItemsEditor() {
  const { t } = useTranslation()
  const [name, type, length] = (['name', 'dataType', 'length'] as const).map((field) =>
    t(`exchange.catalogue.items.${field}`),
  )
  return (
    <fieldset className="catalogue-items">
      <legend>{t('exchange.catalogue.fields.items')}</legend>
      <Form.List name="items">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, at) => (
              <div key={row.key} className="catalogue-item">
                <Form.Item name={[row.name, 'name']}>
                  <Input maxLength={100} aria-label={`${name} ${at + 1}`} placeholder={name ?? ''} />
                </Form.Item>
                <Form.Item name={[row.name, 'dataType']}>
                  <Select
                    aria-label={`${type} ${at + 1}`}
                    options={DATA_TYPES.map((value) => ({ value, label: t(`exchange.catalogue.dataTypes.${value}`) }))}
                  />
                </Form.Item>
                <Form.Item
                  name={[row.name, 'length']}
                  rules={[
                    {
                      pattern: /^\s*([0-9]{1,5}(,[0-9]{1,2})?)?\s*$/,
                      message: t('exchange.catalogue.items.lengthHint'),
                    },
                  ]}
                >
                  <Input maxLength={8} aria-label={`${length} ${at + 1}`} placeholder={length ?? ''} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('exchange.catalogue.items.remove', { number: at + 1 })}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button
              type="dashed"
              icon={<PlusOutlined />}
              disabled={rows.length >= MOST}
              onClick={() => add({ name: '', dataType: 'character', length: '' })}
            >
              {t('exchange.catalogue.items.add')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
