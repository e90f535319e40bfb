import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { Money } from '../parts/Money.tsx'
import { useFormWord } from '../parts/names.ts'
import { useStatementChange } from './api.ts'
import { useStatementHome } from './home.ts'

/** 签认: what is signed stands in the dialog, line by line, with the digest that the signature is given to. */
export function SignDialog({ one, onClose }: { one: StatementDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const word = useFormWord()
  const home = useStatementHome()
  const [read, setRead] = useState(false)
  const sign = useStatementChange(
    () => home.act(one, 'sign', { sha256: one.sha256 }),
    ({ state, frozenCount }) => {
      if (state !== 'posted') return t('settlement.statements.signed')
      return t(frozenCount > 0 ? 'settlement.statements.signedAndFrozen' : 'settlement.statements.signedAndPosted', {
        count: frozenCount,
      })
    },
  )
  const others = one.awaits.filter((name) => name !== one.maySignFor)
  const frozen = one.lines.filter(({ state }) => state === 'frozen')
  const net = one.parties.find(({ name }) => name === one.maySignFor)?.netFen ?? 0
  return (
    <FormDialog
      open
      untouched={!read}
      title={t('settlement.statements.signFor', { party: one.maySignFor ?? '' })}
      okText={t('settlement.statements.sign')}
      okButtonProps={{ disabled: !read, loading: sign.isPending }}
      onCancel={onClose}
      onOk={() => sign.mutate(undefined, { onSuccess: onClose })}
      destroyOnHidden
    >
      <p className="dialog-quote">
        {t('settlement.statements.name', { year: one.year, agreement: one.agreementName })}
      </p>
      <table className="st-net">
        <tbody>
          {one.lines.map(({ number, part, from, to, amountFen, state }) => (
            <tr key={number} className={state === 'struck' ? 'struck' : ''}>
              <td>{number}</td>
              <td>
                {word(part)}
                <small>{t('settlement.statements.pays', { from, to })}</small>
              </td>
              <td className="amount">
                <Money fen={amountFen} />
                {state !== 'open' && <small>{t(`settlement.statements.lineStates.${state}`)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="st-own">
        {t(
          net === 0
            ? 'settlement.statements.ownEven'
            : net > 0
              ? 'settlement.statements.ownReceives'
              : 'settlement.statements.ownPays',
          {
            party: one.maySignFor ?? '',
          },
        )}{' '}
        {net !== 0 && <Money fen={Math.abs(net)} />}
      </p>
      <p>
        {others.length === 0
          ? t('settlement.statements.signLast')
          : t('settlement.statements.signFirst', { count: others.length })}
        {home.node !== null && t('settlement.statements.signThere', { node: home.node })}
        {frozen.length > 0 && t('settlement.statements.signFrozen', { count: frozen.length })}
      </p>
      <p className="st-faint">
        {t('settlement.statements.digest')} <code className="digest">{one.sha256}</code>
      </p>
      <Checkbox checked={read} onChange={(event) => setRead(event.target.checked)}>
        {t('settlement.statements.haveRead')}
      </Checkbox>
    </FormDialog>
  )
}
