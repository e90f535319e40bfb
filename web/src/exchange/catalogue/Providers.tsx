import { App, Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogueFigures } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useNumber } from '../../shell/time.ts'
import { useEnterCreditCode } from './api.ts'

type Provider = CatalogueFigures['providers'][number]

/** The figures of each provider, and its credit code where one keeps the catalogue for it. */
export function Providers({ providers }: { providers: readonly Provider[] }) {
  const { t } = useTranslation()
  const number = useNumber()
  const mayCompile = useMay('catalogue.compile')
  const [open, setOpen] = useState(false)
  const [entering, setEntering] = useState<Provider | null>(null)
  return (
    <>
      <Button size="small" className="no-print" onClick={() => setOpen(true)}>
        {t('exchange.catalogue.figures.byProvider')}
      </Button>
      <Modal
        open={open}
        width={860}
        footer={null}
        title={t('exchange.catalogue.figures.byProvider')}
        onCancel={() => setOpen(false)}
      >
        <div className="mon-scroll">
          <table className="mon-table">
            <thead>
              <tr>
                {(
                  [
                    'provider',
                    'creditCode',
                    'published',
                    'late',
                    'completeness',
                    'agreements',
                    'reads',
                    'lastUsed',
                  ] as const
                ).map((head) => (
                  <th key={head} scope="col">
                    {t(`exchange.catalogue.figures.heads.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {providers.map((one) => (
                <tr key={one.id}>
                  <td>{one.name}</td>
                  <td>
                    {one.creditCode ?? <span className="catalogue-quiet">{t('exchange.catalogue.notTold')}</span>}{' '}
                    {mayCompile && one.mayCompile && (
                      <Button type="link" size="small" onClick={() => setEntering(one)}>
                        {t('exchange.catalogue.figures.enter')}
                      </Button>
                    )}
                  </td>
                  <td>{number(one.published)}</td>
                  <td>{number(one.late)}</td>
                  <td>{one.completeness === null ? '—' : `${one.completeness}%`}</td>
                  <td>{number(one.use.agreements)}</td>
                  <td>{number(one.use.reads)}</td>
                  <td className="tight">{one.use.lastUsedOn ?? '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Modal>
      {entering && <CreditCodeDialog provider={entering} onClose={() => setEntering(null)} />}
    </>
  )
}

function CreditCodeDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [code, setCode] = useState(provider.creditCode ?? '')
  const field = useId()
  const enter = useEnterCreditCode()
  const said = code.trim().toUpperCase()
  return (
    <FormDialog
      open
      untouched={said === (provider.creditCode ?? '')}
      title={t('exchange.catalogue.figures.creditCodeOf', { name: provider.name })}
      okText={t('exchange.catalogue.save')}
      okButtonProps={{ disabled: said.length !== 18 }}
      confirmLoading={enter.isPending}
      onCancel={onClose}
      onOk={() =>
        enter.mutate(
          { organizationId: provider.id, creditCode: said },
          {
            onSuccess: () => {
              void message.success(t('exchange.catalogue.saved'))
              onClose()
            },
          },
        )
      }
    >
      <label htmlFor={field}>{t('exchange.catalogue.fields.creditCode')}</label>
      <Input id={field} autoFocus maxLength={18} value={code} onChange={(event) => setCode(event.target.value)} />
      {enter.isError && <ProblemNotice problem={enter.error} />}
    </FormDialog>
  )
}
