/** For the bar of tabs of a page (as its ref): where it is wider than the screen, the tab that one is on is seen. */
export function activeInView(tabs: HTMLElement | null): void {
  tabs?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'center' })
}
