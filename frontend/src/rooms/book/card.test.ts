import { describe, expect, it } from 'vitest';
import { bare, isWhole } from './card';

/** Cards as the server makes them (eap/people/codes.py): nine characters and the one that checks. */
const GOOD = ['23456789A6', 'KMNPQRSTV3', 'ZZZZZZZZZB'];

describe('a card', () => {
  it('is read however it was typed', () => {
    expect(bare(' kmnpq-rstv3 ')).toBe('KMNPQRSTV3');
  });

  it.each(GOOD)('%s is whole, and no other last character is', (card) => {
    const others = [...'23456789ABCDEFGHJKMNPQRSTVWXYZ'].filter((one) => one !== card[9]);
    expect(isWhole(card)).toBe(true);
    expect(others.filter((one) => isWhole(card.slice(0, 9) + one))).toEqual([]);
  });

  it('with any one wrong character is noticed', () => {
    for (const card of GOOD) {
      for (let place = 0; place < card.length; place += 1) {
        const wrong = card[place] === '2' ? '3' : '2';
        expect(isWhole(card.slice(0, place) + wrong + card.slice(place + 1))).toBe(false);
      }
    }
  });

  it('has ten characters, none of which look alike', () => {
    for (const typed of ['', '23456789A', '23456789AAA', '0123456789', 'IIIIIIIIII']) {
      expect(isWhole(typed)).toBe(false);
    }
  });
});
