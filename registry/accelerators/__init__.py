"""National registrations of accelerators (自治体DXアクセラレータ): a pool recommends, the ministry registers.

Registration asks for pool membership, not for an appointment: who works where is `matching`.
"""
