import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LedgerError, LedgerPreview } from '../../../../src/delivery/ledger/schemas.ts'

/** Every cell that has to be mended: where it is, what stands there, what was expected. */
export function ErrorTable({ preview }: { preview: LedgerPreview }) {
  const { t } = useTranslation()
  const expected = ({ code }: LedgerError) => t(`delivery.ledger.codes.${code}` as 'delivery.ledger.codes.missing')
  const cut = preview.errorCount > preview.errors.length
  return (
    <section>
      {cut && <p>{t('delivery.ledger.errorsLede', { shown: preview.errors.length })}</p>}
      <Table<LedgerError>
        size="small"
        rowKey={({ row, field, code, found }) => `${row} ${field} ${code} ${found}`}
        dataSource={preview.errors}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: true }}
        columns={[
          { title: t('delivery.ledger.row'), dataIndex: 'row', width: 70 },
          { title: t('delivery.ledger.column'), dataIndex: 'column', width: 130 },
          { title: t('delivery.ledger.found'), dataIndex: 'found' },
          { title: t('delivery.ledger.expected'), render: (_, error) => expected(error) },
        ]}
      />
    </section>
  )
}
