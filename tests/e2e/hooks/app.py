"""The model that the hooks look at: as it is deployed, with a danger, and with a safe change."""

MODEL = "app/models/wishlist.rb"
DEPLOYED = """\
class Wishlist < ApplicationRecord
  enum :visibility, { private_list: 0, partner_only: 1 }
end
"""
RENAMED = DEPLOYED.replace("partner_only", "shared")
EXTENDED = DEPLOYED.replace("1 }", "1, publicly_visible: 2 }")
