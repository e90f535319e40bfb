import { App } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment, Provision } from '../../../../src/plan/schemas.ts'
import { deservesLook } from '../words.tsx'
import { isWithin, pathTo } from './outline.ts'

/** The commitments that are ticked, to be confirmed or merged together. */
export function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback(
    (id: string) =>
      setSelected((now) => {
        const next = new Set(now)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  const clear = useCallback(() => setSelected(new Set()), [])
  return { selected, toggle, clear }
}

/** Confirming many at once, always after saying how many and where. */
export function useBulk(
  {
    items,
    provisions,
    reading,
  }: { items: readonly Commitment[]; provisions: readonly Provision[]; reading: { provision: string } },
  confirmAll: (items: readonly Commitment[]) => Promise<number>,
  onDone: () => void,
) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const askConfirmAll = useCallback(
    (wanted: readonly Commitment[], where: string) => {
      const waits = wanted.filter(deservesLook)
      if (waits.length === 0) return void message.info(t('reader.nothingWaits'))
      modal.confirm({
        title: t('reader.confirmManyTitle', { count: waits.length }),
        content: t('reader.confirmManyLede', { where }),
        okText: t('reader.confirm'),
        onOk: async () => {
          await confirmAll(waits)
          onDone()
        },
      })
    },
    [confirmAll, onDone, message, modal, t],
  )
  const confirmProvision = (item: Commitment | undefined) => {
    const address = item?.provision.address ?? reading.provision
    const within = items.filter(({ provision }) => isWithin(provision.address, address))
    askConfirmAll(within, within[0]?.provision.label ?? address)
  }
  const confirmChapter = () => {
    const chapter = pathTo(provisions, reading.provision)[0] ?? ''
    const within = items.filter((item) => item.chapter.address === chapter || isWithin(item.provision.address, chapter))
    askConfirmAll(within, within[0]?.chapter.label ?? chapter)
  }
  return { askConfirmAll, confirmProvision, confirmChapter }
}
